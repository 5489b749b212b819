import { regions, type Region } from '../regions.ts';

/** A size of virtual machine, as Microsoft's pages on sizes list it. */
export interface MachineSize {
  readonly name: string;
  readonly family: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly maxDataDisks: number;
  readonly maxNics: number;
  /** Of the temporary disk; 0 for none. */
  readonly temporaryGb: number;
  readonly premium: boolean;
  readonly architecture: 'x64' | 'Arm64';
  readonly generations: string;
}

/** Facts of Microsoft's public pages "Sizes for virtual machines in Azure". Columns: size, cores, GiB, data disks, NICs, temporary GiB. */
const table: Readonly<Record<string, string>> = {
  standardBSFamily: `
    Standard_B1s 1 1 2 2 4
    Standard_B1ms 1 2 2 2 4
    Standard_B2s 2 4 4 3 8
    Standard_B2ms 2 8 4 3 16
    Standard_B4ms 4 16 8 4 32`,
  standardDSv2Family: `
    Standard_DS1_v2 1 3.5 4 2 7
    Standard_DS2_v2 2 7 8 2 14
    Standard_DS3_v2 4 14 16 4 28
    Standard_DS4_v2 8 28 32 8 56`,
  standardDSv3Family: `
    Standard_D2s_v3 2 8 4 2 16
    Standard_D4s_v3 4 16 8 2 32
    Standard_D8s_v3 8 32 16 4 64`,
  standardDSv5Family: `
    Standard_D2s_v5 2 8 4 2 0
    Standard_D4s_v5 4 16 8 2 0
    Standard_D8s_v5 8 32 16 4 0
    Standard_D16s_v5 16 64 32 8 0
    Standard_D32s_v5 32 128 32 8 0`,
  standardDDSv5Family: `
    Standard_D2ds_v5 2 8 4 2 75
    Standard_D4ds_v5 4 16 8 2 150
    Standard_D8ds_v5 8 32 16 4 300`,
  standardDPSv5Family: `
    Standard_D2ps_v5 2 8 4 2 0
    Standard_D4ps_v5 4 16 8 2 0`,
  standardESv3Family: `
    Standard_E2s_v3 2 16 4 2 32
    Standard_E4s_v3 4 32 8 2 64`,
  standardESv5Family: `
    Standard_E2s_v5 2 16 4 2 0
    Standard_E4s_v5 4 32 8 2 0
    Standard_E8s_v5 8 64 16 4 0
    Standard_E16s_v5 16 128 32 8 0`,
  standardFSv2Family: `
    Standard_F2s_v2 2 4 4 2 16
    Standard_F4s_v2 4 8 8 2 32
    Standard_F8s_v2 8 16 16 4 64`,
  standardDCASv5Family: `
    Standard_DC2as_v5 2 8 4 2 0
    Standard_DC4as_v5 4 16 8 2 0`,
  standardLSv3Family: `
    Standard_L8s_v3 8 64 16 4 80
    Standard_L16s_v3 16 128 32 8 160`,
  standardMSFamily: `
    Standard_M64s 64 1024 64 8 2048`,
};

export const machineSizes: readonly MachineSize[] = Object.entries(table).flatMap(([family, lines]) =>
  lines
    .trim()
    .split('\n')
    .map((line) => parse(family, line)),
);

function parse(family: string, line: string): MachineSize {
  const [name = '', ...numbers] = line.trim().split(' ');
  const [cores = 0, memoryGb = 0, maxDataDisks = 0, maxNics = 0, temporaryGb = 0] = numbers.map(Number);
  const confidential = family === 'standardDCASv5Family';
  const arm = family === 'standardDPSv5Family';
  return {
    name,
    family,
    cores,
    memoryGb,
    maxDataDisks,
    maxNics,
    temporaryGb,
    premium: true,
    architecture: arm ? 'Arm64' : 'x64',
    generations: confidential || arm ? 'V2' : 'V1,V2',
  };
}

/** Sizes that small regions do not have [GAP: which lack what differs by region; these stand for it]. */
const onlyInMainRegions = new Set(['standardDPSv5Family', 'standardDCASv5Family', 'standardLSv3Family', 'standardMSFamily']);

export function sizesIn(region: Region): readonly MachineSize[] {
  return region.recommended ? machineSizes : machineSizes.filter(({ family }) => !onlyInMainRegions.has(family));
}

/** `East US` and `eastus`; undefined for a place that is not a region. */
export function regionNamed(name: string): Region | undefined {
  return regions.get(name.replaceAll(' ', '').toLowerCase());
}
