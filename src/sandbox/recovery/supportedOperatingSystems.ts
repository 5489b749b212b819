interface SystemRow {
  readonly osName: string;
  readonly osType: 'linux' | 'windows';
  /** Separated by blanks. */
  readonly versions: string;
  readonly servicePack?: string;
}

/** What Site Recovery answered for a vault on 2 August 2023 (api-version 2022-08-01), in its order. */
const SYSTEMS: readonly SystemRow[] = [
  {
    osName: 'centos',
    osType: 'linux',
    versions:
      '6.0 6.1 6.2 6.3 6.4 6.5 6.6 6.7 6.8 6.9 6.10 7.0 7.1 7.2 7.3 7.4 7.5 7.6 7.7 7.8 7.9 8.0 8.1 8.2 8.3 8.4 8.5 8.6 8.7 7.* 8.*',
  },
  { osName: 'debian', osType: 'linux', versions: '7 8 9 10 11' },
  {
    osName: 'oracle',
    osType: 'linux',
    versions: '6.4 6.5 6.6 6.7 6.8 6.9 6.10 7.0 7.1 7.2 7.3 7.4 7.5 7.6 7.7 7.8 7.9 8.0 8.1 8.2 8.3 8.4 8.5 8.6 8.7 8.8 9.1 7.* 8.*',
  },
  { osName: 'rhel', osType: 'linux', versions: '9.0 9.1' },
  {
    osName: 'redhat',
    osType: 'linux',
    versions:
      '6.0 6.1 6.2 6.3 6.4 6.5 6.6 6.7 6.8 6.9 6.10 7.0 7.1 7.2 7.3 7.4 7.5 7.6 7.7 7.8 7.9 8.0 8.1 8.2 8.3 8.4 8.5 8.6 8.7 8.8 9.0 9.1 7.* 8.*',
  },
  { osName: 'suse', osType: 'linux', versions: '11 12' },
  { osName: 'sles', osType: 'linux', versions: '15' },
  { osName: 'ubuntu', osType: 'linux', versions: '14.04 16.04 18.04 20.04 22.04' },
  { osName: 'Windows Server 2008 R2 Datacenter', osType: 'windows', versions: '6.1', servicePack: '1' },
  { osName: 'Windows Server 2008 R2 Enterprise', osType: 'windows', versions: '6.1', servicePack: '1' },
  { osName: 'Windows Server 2008 R2 Standard', osType: 'windows', versions: '6.1', servicePack: '1' },
  { osName: 'Windows Server 2012 Standard', osType: 'windows', versions: '6.2' },
  { osName: 'Windows Server 2012 Datacenter', osType: 'windows', versions: '6.2' },
  { osName: 'Windows Server 2012 R2 Datacenter', osType: 'windows', versions: '6.3' },
  { osName: 'Windows Server 2012 R2 Datacenter Evaluation', osType: 'windows', versions: '6.3' },
  { osName: 'Windows Server 2012 R2 Standard', osType: 'windows', versions: '6.3' },
  { osName: 'Windows Server 2012 R2 Standard Evaluation', osType: 'windows', versions: '6.3' },
  { osName: 'Windows Server 2016 Standard', osType: 'windows', versions: '6.3 10.0' },
  { osName: 'Windows Server 2016 Datacenter', osType: 'windows', versions: '6.3 10.0' },
  { osName: 'Windows Web Server 2008 R2', osType: 'windows', versions: '6.1', servicePack: '1' },
  { osName: 'Windows Server Datacenter', osType: 'windows', versions: '10.0' },
  { osName: 'Windows 7', osType: 'windows', versions: '6.1', servicePack: '1' },
  { osName: 'Windows 8', osType: 'windows', versions: '6.2' },
  { osName: 'Windows 8.1', osType: 'windows', versions: '6.3' },
  { osName: 'Windows 10', osType: 'windows', versions: '10.0' },
];

/** The value of `supportedOsList`. */
export function supportedOperatingSystems(): unknown[] {
  const supportedOs = SYSTEMS.map(({ osName, osType, versions, servicePack }) => ({
    osName,
    osType,
    osVersions: versions.split(' ').map((version) => (servicePack === undefined ? { version } : { version, servicePack })),
  }));
  return [{ instanceType: 'A2A', supportedOs }];
}
