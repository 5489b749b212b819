/** One of Azure's public regions, as `az account list-locations` shows them. */
export interface Region {
  readonly name: string;
  readonly displayName: string;
  readonly geographyGroup: string;
  readonly geography: string;
  readonly latitude: string;
  readonly longitude: string;
  readonly physicalLocation: string;
  /** Undefined: a region without a pair. Pairs are not always mutual (`brazilsouth`, `westus3`). */
  readonly pair: string | undefined;
  /** With three availability zones. */
  readonly zones: boolean;
  readonly recommended: boolean;
}

/**
 * Facts of Microsoft's public pages "List of Azure regions", "Azure paired regions" and "Azure regions with availability zone
 * support", in 2025. Columns: name, display name, place, latitude, longitude, pair (`-` for none), `z` for availability zones.
 */
const table: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  US: {
    'United States': `
      eastus           | East US          | Virginia      | 37.3719   | -79.8164  | westus         | z
      eastus2          | East US 2        | Virginia      | 36.6681   | -78.3889  | centralus      | z
      centralus        | Central US       | Iowa          | 41.5908   | -93.6208  | eastus2        | z
      northcentralus   | North Central US | Illinois      | 41.8819   | -87.6278  | southcentralus |
      southcentralus   | South Central US | Texas         | 29.4167   | -98.5     | northcentralus | z
      westcentralus    | West Central US  | Wyoming       | 40.89     | -110.234  | westus2        |
      westus           | West US          | California    | 37.783    | -122.417  | eastus         |
      westus2          | West US 2        | Washington    | 47.233    | -119.852  | westcentralus  | z
      westus3          | West US 3        | Phoenix       | 33.448376 | -112.074036 | eastus       | z
      centraluseuap    | Central US EUAP  | Iowa          | 41.5908   | -93.6208  | eastus2euap    |
      eastus2euap      | East US 2 EUAP   | Virginia      | 36.6681   | -78.3889  | centraluseuap  | z`,
  },
  Canada: {
    Canada: `
      canadacentral    | Canada Central   | Toronto       | 43.653    | -79.383   | canadaeast     | z
      canadaeast       | Canada East      | Quebec        | 46.817    | -71.217   | canadacentral  |`,
  },
  'South America': {
    Brazil: `
      brazilsouth      | Brazil South     | Sao Paulo State | -23.55  | -46.633   | southcentralus | z
      brazilsoutheast  | Brazil Southeast | Rio           | -22.90278 | -43.2075  | brazilsouth    |`,
    Chile: `
      chilecentral     | Chile Central    | Santiago      | -33.447487 | -70.673676 | -            | z`,
  },
  Mexico: {
    Mexico: `
      mexicocentral    | Mexico Central   | Querétaro State | 20.588818 | -100.389888 | -          | z`,
  },
  Europe: {
    Europe: `
      northeurope      | North Europe     | Ireland       | 53.3478   | -6.2597   | westeurope     | z
      westeurope       | West Europe      | Netherlands   | 52.3667   | 4.9       | northeurope    | z`,
    'United Kingdom': `
      uksouth          | UK South         | London        | 50.941    | -0.799    | ukwest         | z
      ukwest           | UK West          | Cardiff       | 53.427    | -3.084    | uksouth        |`,
    Austria: `
      austriaeast      | Austria East     | Vienna        | 48.2201   | 16.3797   | -              | z`,
    Belgium: `
      belgiumcentral   | Belgium Central  | Brussels      | 50.8503   | 4.3517    | -              | z`,
    France: `
      francecentral    | France Central   | Paris         | 46.3772   | 2.373     | francesouth    | z
      francesouth      | France South     | Marseille     | 43.8345   | 2.1972    | francecentral  |`,
    Germany: `
      germanywestcentral | Germany West Central | Frankfurt | 50.110924 | 8.682127 | germanynorth  | z
      germanynorth     | Germany North    | Berlin        | 53.073635 | 8.806422  | germanywestcentral |`,
    Italy: `
      italynorth       | Italy North      | Milan         | 45.46888  | 9.18109   | -              | z`,
    Norway: `
      norwayeast       | Norway East      | Norway        | 59.913868 | 10.752245 | norwaywest     | z
      norwaywest       | Norway West      | Norway        | 58.969975 | 5.733107  | norwayeast     |`,
    Poland: `
      polandcentral    | Poland Central   | Warsaw        | 52.23334  | 21.01666  | -              | z`,
    Spain: `
      spaincentral     | Spain Central    | Madrid        | 40.4259   | -3.4209   | -              | z`,
    Sweden: `
      swedencentral    | Sweden Central   | Gävle         | 60.67488  | 17.14127  | swedensouth    | z
      swedensouth      | Sweden South     | Malmö         | 55.6059   | 13.0007   | swedencentral  |`,
    Switzerland: `
      switzerlandnorth | Switzerland North | Zurich       | 47.451542 | 8.564572  | switzerlandwest | z
      switzerlandwest  | Switzerland West | Geneva        | 46.204391 | 6.143158  | switzerlandnorth |`,
  },
  'Asia Pacific': {
    'Asia Pacific': `
      eastasia         | East Asia        | Hong Kong     | 22.267    | 114.188   | southeastasia  | z
      southeastasia    | Southeast Asia   | Singapore     | 1.283     | 103.833   | eastasia       | z`,
    Australia: `
      australiaeast    | Australia East   | New South Wales | -33.86  | 151.2094  | australiasoutheast | z
      australiasoutheast | Australia Southeast | Victoria | -37.8136  | 144.9631  | australiaeast  |
      australiacentral | Australia Central | Canberra     | -35.3075  | 149.1244  | australiacentral2 |
      australiacentral2 | Australia Central 2 | Canberra  | -35.3075  | 149.1244  | australiacentral |`,
    India: `
      centralindia     | Central India    | Pune          | 18.5822   | 73.9197   | southindia     | z
      southindia       | South India      | Chennai       | 12.9822   | 80.1636   | centralindia   |
      westindia        | West India       | Mumbai        | 19.088    | 72.868    | southindia     |
      jioindiawest     | Jio India West   | Jamnagar      | 22.470701 | 70.05773  | jioindiacentral |
      jioindiacentral  | Jio India Central | Nagpur       | 21.146633 | 79.08886  | jioindiawest   |`,
    Indonesia: `
      indonesiacentral | Indonesia Central | Jakarta      | -6.2088   | 106.8456  | -              | z`,
    Japan: `
      japaneast        | Japan East       | Tokyo, Saitama | 35.68    | 139.77    | japanwest      | z
      japanwest        | Japan West       | Osaka         | 34.6939   | 135.5022  | japaneast      | z`,
    Korea: `
      koreacentral     | Korea Central    | Seoul         | 37.5665   | 126.978   | koreasouth     | z
      koreasouth       | Korea South      | Busan         | 35.1796   | 129.0756  | koreacentral   |`,
    Malaysia: `
      malaysiawest     | Malaysia West    | Kuala Lumpur  | 3.140853  | 101.693207 | -             | z`,
    'New Zealand': `
      newzealandnorth  | New Zealand North | Auckland     | -36.84853 | 174.76349 | -              | z`,
  },
  'Middle East': {
    Israel: `
      israelcentral    | Israel Central   | Israel        | 31.2655698 | 33.4506633 | -            | z`,
    Qatar: `
      qatarcentral     | Qatar Central    | Doha          | 25.551462 | 51.439327 | -              | z`,
    UAE: `
      uaenorth         | UAE North        | Dubai         | 25.266666 | 55.316666 | uaecentral     | z
      uaecentral       | UAE Central      | Abu Dhabi     | 24.466667 | 54.366669 | uaenorth       |`,
  },
  Africa: {
    'South Africa': `
      southafricanorth | South Africa North | Johannesburg | -25.73134 | 28.21837 | southafricawest | z
      southafricawest  | South Africa West | Cape Town    | -34.075691 | 18.843266 | southafricanorth |`,
  },
};

/** Regions that Azure lists as `Other`: alternates of a pair, and canaries. */
const alternates = new Set(
  (
    'northcentralus westus westcentralus centraluseuap eastus2euap canadaeast brazilsoutheast ukwest francesouth germanynorth norwaywest ' +
    'swedensouth switzerlandwest australiasoutheast australiacentral australiacentral2 southindia westindia jioindiawest jioindiacentral ' +
    'japanwest koreasouth uaecentral southafricawest'
  ).split(' '),
);

export const regions: ReadonlyMap<string, Region> = new Map(
  Object.entries(table).flatMap(([geographyGroup, geographies]) =>
    Object.entries(geographies).flatMap(([geography, lines]) =>
      lines
        .trim()
        .split('\n')
        .map((line) => parse(geographyGroup, geography, line)),
    ),
  ),
);

function parse(geographyGroup: string, geography: string, line: string): [string, Region] {
  const [name = '', displayName = '', physicalLocation = '', latitude = '', longitude = '', pair = '-', zones = ''] = line
    .split('|')
    .map((cell) => cell.trim());
  const recommended = !alternates.has(name);
  const paired = pair === '-' ? undefined : pair;
  const region = {
    name,
    displayName,
    geographyGroup,
    geography,
    latitude,
    longitude,
    physicalLocation,
    pair: paired,
    zones: zones === 'z',
    recommended,
  };
  return [name, region];
}
