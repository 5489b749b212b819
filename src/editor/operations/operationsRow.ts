import type { RecoveryJob } from '../../model/recoveryJob.ts';
import { rowKinds } from '../ids.ts';
import { plain } from '../markdown.ts';
import { icons, type Icon } from '../tree/icon.ts';
import type { Row } from '../tree/row.ts';
import type { OperationEntry } from './operationEntry.ts';

/** A vault whose jobs can be shown. */
export interface ShownVault {
  /** ARM id. */
  readonly id: string;
  readonly name: string;
  /** Newest first; undefined: not read yet. */
  readonly jobs: readonly RecoveryJob[] | undefined;
  /** Why they could not be read; '' otherwise. */
  readonly trouble: string;
}

export interface Shown {
  /** Newest first. */
  readonly entries: readonly OperationEntry[];
  readonly vaults: readonly ShownVault[];
  /** Jobs that were read by themselves, with tasks and problems, by id. */
  readonly jobs: ReadonlyMap<string, RecoveryJob>;
  /** The time of what is shown. */
  readonly now: Date;
}

/** A row of the view Operations, with those below it. */
export interface OperationsRow extends Row {
  readonly children: readonly OperationsRow[];
  /** What the row's commands work on. */
  readonly of?: RowSubject | undefined;
  /** What must be read before the row has all its children; undefined: nothing. */
  readonly needs?: Needs | undefined;
}

export interface Needs {
  readonly vaultId: string;
  /** Undefined: the list of the vault's jobs. */
  readonly jobId?: string;
}

export type RowSubject =
  | { readonly kind: 'operation'; readonly id: string }
  | { readonly kind: 'vault'; readonly vaultId: string }
  /** `title`: with the name of what the job is about. */
  | { readonly kind: 'job'; readonly vaultId: string; readonly jobId: string; readonly title: string };

interface Parts {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly icon: Icon;
  /** For screen readers: what the icon says and the texts do not. */
  readonly said?: string;
  readonly kind?: Row['kind'];
  readonly of?: RowSubject | undefined;
  readonly children?: readonly OperationsRow[];
  /** Begins open, also while there is nothing below it yet: the editor keeps a row as it was first shown. */
  readonly isOpen?: boolean;
  readonly needs?: Needs | undefined;
}

/** A row; every name in it may come from Azure. */
export function operationsRow({
  id,
  label,
  description,
  icon,
  said = '',
  kind = rowKinds.note,
  of,
  children = [],
  isOpen = false,
  needs,
}: Parts): OperationsRow {
  const hasChildren = children.length > 0 || needs !== undefined;
  return {
    id,
    label: plain(label),
    description: plain(description),
    icon,
    kind,
    of,
    children,
    needs,
    expansion: isOpen ? 'expanded' : hasChildren ? 'collapsed' : 'none',
    spoken: plain([label, said, description].filter((text) => text !== '').join(', ')),
  };
}

/** Stands where something could not be read. */
export function unreadableRow(above: string, why: string): OperationsRow {
  return operationsRow({ id: `${above}/unreadable`, label: why, description: '', icon: icons.warning });
}

/** Rows as text, a line each, indented: for tests, and for whoever wants to read the view without seeing it. */
export function rowsText(rows: readonly OperationsRow[], level = 0): string {
  return rows
    .flatMap(({ label, description, icon, children }) => [
      `${'  '.repeat(level)}[${icon.name}] ${label}${description === '' ? '' : `  ${description}`}`,
      ...(children.length > 0 ? [rowsText(children, level + 1)] : []),
    ])
    .join('\n');
}
