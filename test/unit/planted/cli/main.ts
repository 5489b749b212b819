import { parseArgs } from 'node:util';
import { assess } from '../readiness/assess.ts';
import { l10n } from 'vscode'; // wrong
import { localizer } from '../editor/localizer.ts'; // wrong

export const planted = [parseArgs, assess, l10n, localizer];
