import type { ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { fieldAt, textAt } from '../../recovery/field.ts';

const DEFAULT_SIZE_GB = 128;
const BYTES_PER_GB = 1024 ** 3;

/** What a disk of a size can do; `tier` of premium disks alone. */
interface Performance {
  readonly diskIOPSReadWrite: number;
  readonly diskMBpsReadWrite: number;
  readonly tier?: string;
}

/** GB up to which a disk is of a kind, its operations and MB a second, and the number in the kind's name (documented: "Azure managed disk types"). */
type Step = readonly [gb: number, iops: number, mbps: number, number?: number];

const PREMIUM: readonly Step[] = [
  [4, 120, 25, 1],
  [8, 120, 25, 2],
  [16, 120, 25, 3],
  [32, 120, 25, 4],
  [64, 240, 50, 6],
  [128, 500, 100, 10],
  [256, 1100, 125, 15],
  [512, 2300, 150, 20],
  [1024, 5000, 200, 30],
  [2048, 7500, 250, 40],
  [4096, 7500, 250, 50],
  [8192, 16_000, 500, 60],
  [16_384, 18_000, 750, 70],
  [Infinity, 20_000, 900, 80],
];
const STANDARD_SSD: readonly Step[] = [
  [4096, 500, 100],
  [8192, 2000, 400],
  [16_384, 4000, 600],
  [Infinity, 6000, 750],
];
const STANDARD: readonly Step[] = [
  [4096, 500, 60],
  [8192, 1300, 300],
  [Infinity, 2000, 500],
];

/** Undefined for disks whose figures their owner sets. */
function performanceOf(sku: string, sizeGb: number): Performance | undefined {
  const [kind = ''] = sku.split('_');
  const steps = ({ Premium: PREMIUM, StandardSSD: STANDARD_SSD, Standard: STANDARD } as const)[kind];
  const step = steps?.find(([gb]) => sizeGb <= gb);
  if (!step) return undefined;
  const [, diskIOPSReadWrite, diskMBpsReadWrite, number] = step;
  return { diskIOPSReadWrite, diskMBpsReadWrite, ...(number !== undefined && { tier: `P${number}` }) };
}

export function skuOf(name: string): { name: string; tier: string } {
  return { name, tier: name.startsWith('Premium') ? 'Premium' : name.startsWith('Ultra') ? 'Ultra' : 'Standard' };
}

/** What a copy has of what it is a copy of. */
function ofSource(source: ArmResource | undefined): Readonly<Record<string, unknown>> {
  const { osType, hyperVGeneration } = source?.properties ?? {};
  return { ...(osType !== undefined && { osType }), ...(hyperVGeneration !== undefined && { hyperVGeneration }) };
}

/**
 * A disk or a snapshot as Azure shows it [recorded: disks at 2022-07-02, snapshots at 2023-10-02], from what it shall be and what stood before.
 * `source` is what it is a copy of.
 */
export function diskBody(
  world: World,
  wanted: ArmResource,
  { before, source }: { readonly before?: ArmResource | undefined; readonly source?: ArmResource | undefined } = {},
): ArmResource {
  // Who has it is Azure's to say.
  const { managedBy: _owner, ...own } = wanted;
  const sent = wanted.properties ?? {};
  const isDisk = wanted.type.toLowerCase() === 'microsoft.compute/disks';
  const sku = textAt(wanted, 'sku', 'name') ?? 'Standard_LRS';
  const kept = (name: string): unknown => fieldAt(before, 'properties', name);
  const sizeGb = (sent['diskSizeGB'] ?? kept('diskSizeGB') ?? fieldAt(source, 'properties', 'diskSizeGB') ?? DEFAULT_SIZE_GB) as number;
  const owner = before?.['managedBy'];
  const sourceUniqueId = textAt(source, 'properties', 'uniqueId');
  return {
    ...own,
    ...(typeof owner === 'string' && { managedBy: owner }),
    sku: skuOf(sku),
    properties: {
      ...(!isDisk && { incremental: false }),
      encryption: { type: 'EncryptionAtRestWithPlatformKey' },
      networkAccessPolicy: 'AllowAll',
      publicNetworkAccess: 'Enabled',
      ...ofSource(source),
      ...sent,
      ...(sourceUniqueId !== undefined && { creationData: { ...(sent['creationData'] as object | undefined), sourceUniqueId } }),
      // Of a copy that goes from region to region. [GAP] Here all of it is there at once.
      ...(textAt(wanted, 'properties', 'creationData', 'createOption') === 'CopyStart' && { completionPercent: 100 }),
      diskSizeGB: sizeGb,
      ...(isDisk && performanceOf(sku, sizeGb)),
      diskSizeBytes: sizeGb * BYTES_PER_GB,
      timeCreated: kept('timeCreated') ?? world.clock.now().toISOString(),
      provisioningState: 'Succeeded',
      diskState: kept('diskState') ?? 'Unattached',
      uniqueId: kept('uniqueId') ?? world.newGuid(),
    },
  };
}
