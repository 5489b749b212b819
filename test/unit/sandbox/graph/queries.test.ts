import { describe, expect, it } from 'vitest';
import { rowsOf } from './kqlRunner.ts';

const column = (query: string, name = 'name'): unknown[] => rowsOf(query).map((row) => row[name]);

describe('tabular operators', () => {
  it('names columns as Kusto does', () => {
    expect(
      Object.keys(
        rowsOf(
          "resources | project name, properties.size, tags['cost-center'], tostring(properties.ok), tolower(name), strlen(name), zones[0]",
        )[0]!,
      ),
    ).toEqual(['name', 'properties_size', 'tags_cost-center', 'properties_ok', 'Column1', 'strlen_name', 'zones_0']);
    expect(
      Object.keys(
        rowsOf('resources | summarize count(), dcount(name), make_set(cores), max(cores), countif(cores > 1) by bin(cores, 2)')[0]!,
      ),
    ).toEqual(['cores', 'count_', 'dcount_name', 'set_cores', 'max_cores', 'countif_']);
    expect(rowsOf('resources | count')).toEqual([{ Count: 3 }]);
    // The same functions as in Kusto.Language are called after their argument, and a member after itself where nothing else has a name.
    const named = {
      "split(id, '/')[2]": 'id_2',
      "split(name, '-')": 'name',
      "properties.['odata.type']": 'properties_odata.type',
      'zones[-1]': 'zones_',
      'tostring(tags[name])': 'tags_',
      'round(cores, 1)': 'cores',
      'abs(cores) ': 'cores',
      'startofday(todatetime(properties.since))': 'properties_since',
      'startofweek(todatetime(properties.since))': 'Column1',
      'gettype(cores)': 'type_cores',
      'array_sort_asc(zones)': 'zones_sorted',
      'array_length(zones)': 'Column1',
      "parse_url('https://a.b/c').Host": 'Host',
      'make_datetime(properties.since)': 'properties_since',
      'iff(cores > 1, name, id)': 'Column1',
    };
    for (const [expression, name] of Object.entries(named))
      expect(Object.keys(rowsOf(`resources | project ${expression}`)[0]!), expression).toEqual([name]);
    expect(Object.keys(rowsOf('resources | summarize round(avg(cores), 1) by name')[0]!)).toEqual(['name', 'avg_cores']);
  });

  it('extends with the old columns only', () => {
    expect(rowsOf("resources | extend name = strcat(name, '!'), twice = strcat(name, name) | project name, twice | take 1")).toEqual([
      { name: 'a!', twice: 'aa' },
    ]);
  });

  it('reads the default table when none is named, and comments', () => {
    expect(column("where name == 'a' // only this\n| project name")).toEqual(['a']);
    expect(column('// all\nResources | project name')).toEqual(['a', 'b', 'c']);
    expect(column("Resources // it's all\r| where name == 'a' // the end")).toEqual(['a']);
  });

  it('looks into all columns', () => {
    expect(column("resources | where * has 'standard_B2s'")).toEqual(['b']);
    expect(column("resources | where * contains 'cost-' or * startswith '/vms/b'")).toEqual(['a', 'b']);
  });

  it('projects away, keeps, renames, reorders', () => {
    expect(Object.keys(rowsOf('resources | project-away prop*, tags, zones, type, id')[0]!)).toEqual(['name', 'cores']);
    expect(Object.keys(rowsOf('resources | project-keep cores, na*')[0]!)).toEqual(['name', 'cores']);
    expect(Object.keys(rowsOf('items | join kind=inner (items) on id | project-away *1, r*')[0]!)).toEqual(['id', 'vm', 'health']);
    expect(Object.keys(rowsOf('resources | project id, name | project-rename vm = name')[0]!)).toEqual(['id', 'vm']);
    expect(Object.keys(rowsOf('resources | project id, name, cores | project-reorder cores')[0]!)).toEqual(['cores', 'id', 'name']);
  });

  it('sorts down unless told otherwise, nulls as in Kusto', () => {
    expect(column('resources | order by cores')).toEqual(['a', 'b', 'c']);
    expect(column('resources | sort by cores asc')).toEqual(['c', 'b', 'a']);
    expect(column('resources | order by cores asc nulls last')).toEqual(['b', 'a', 'c']);
    expect(column('resources | top 2 by name')).toEqual(['c', 'b']);
    expect(column('resources | order by tostring(properties.size) asc, name desc | take 2')).toEqual(['b', 'c']);
  });

  it('expands arrays, keeps null, drops empty ones', () => {
    expect(rowsOf('resources | mv-expand disk = properties.disks | project name, n = disk.n')).toEqual([
      { name: 'a', n: 1 },
      { name: 'a', n: 2 },
      { name: 'c', n: null },
    ]);
    expect(column('resources | mv-expand zones to typeof(string) | where isnotempty(zones)', 'zones')).toEqual(['1', '2', '3']);
    expect(rowsOf("resources | where name == 'a' | mvexpand tags | project tags")).toEqual([
      { tags: { app: 'web' } },
      { tags: { 'cost-center': '7' } },
    ]);
    expect(column("resources | where name == 'a' | mv-expand kind=array tags | extend k = tostring(tags[0])", 'k')).toEqual([
      'app',
      'cost-center',
    ]);
    expect(rowsOf("resources | where name == 'c' | mv-expand with_itemindex=i zones | project i, zones")).toEqual([
      { i: 0, zones: '2' },
      { i: 1, zones: '3' },
    ]);
    expect(rowsOf("resources | where name == 'a' | mv-expand disk = properties.disks, zone = zones | project n = disk.n, zone")).toEqual([
      { n: 1, zone: '1' },
      { n: 2, zone: null },
    ]);
  });

  it('expands at most 128 rows of one unless told otherwise', () => {
    expect(rowsOf("resources | where name == 'a' | mv-expand x = range(1, 500) | count")).toEqual([{ Count: 128 }]);
    expect(rowsOf("resources | where name == 'a' | mv-expand x = range(1, 500) limit 400 | count")).toEqual([{ Count: 400 }]);
  });

  it('parses texts into columns', () => {
    expect(rowsOf("resources | parse id with '/' kind '/' rest | project kind, rest | take 1")).toEqual([{ kind: 'vms', rest: 'a' }]);
    expect(rowsOf("resources | where name == 'a' | parse tostring(properties.size) with * '_D' size:long 's' * | project size")).toEqual([
      { size: 4 },
    ]);
  });

  it('parses texts by patterns, from wherever they begin', () => {
    const text = "'/subscriptions/s/virtualNetworks/net/subnets/sub-1'";
    const parsed = (operator: string): unknown =>
      rowsOf(`resources | take 1 | ${operator} | project-away id, name, type, cores, properties, tags, zones`)[0];
    expect(parsed(`parse kind=regex ${text} with '/virtual[A-Z]etworks/' net '/subnets/' subnet`)).toEqual({ net: 'net', subnet: 'sub-1' });
    expect(parsed(`parse kind=regex flags=i ${text} with '/VIRTUALnetworks/' net '/(?:sub|net)s?nets?/sub-' n:long`)).toEqual({
      net: 'net',
      n: 1,
    });
    expect(parsed(`parse kind=regex ${text} with * '(?i)/VIRTUALnetworks/' net '/subnets/' *`)).toEqual({ net: 'net' });
    expect(parsed(`parse ${text} with * '/subnets/' n:long`)).toEqual({ n: null });
    expect(parsed(`parse kind=relaxed ${text} with * '/virtualNetworks/' net '/subnets/' n:long`)).toEqual({ net: 'net', n: null });
    expect(parsed(`parse ${text} with * '/virtualNetworks/' net '/subnets/' n:long`)).toEqual({ net: '', n: null });
  });

  it('gives a column for each of several percentiles', () => {
    expect(
      rowsOf('resources | mv-expand n = range(1, 10) to typeof(long) | summarize percentiles(n, 50, 90), percentiles_array(n, 10, 100)'),
    ).toEqual([{ percentile_n_50: 5, percentile_n_90: 9, percentiles_n: [1, 10] }]);
  });

  it('joins on a value that is dynamic in one case only', () => {
    const query =
      "resources | extend vm = iff(cores > 1, tags.app, '') | join kind=leftouter (items | project vm = 'web', rpo) on vm | summarize count() by vm";
    expect(rowsOf(query)).toEqual([
      { vm: 'web', count_: 3 },
      { vm: 'db', count_: 1 },
      { vm: '', count_: 1 },
    ]);
  });

  it('gives distinct rows', () => {
    expect(column('resources | distinct type', 'type')).toEqual(['vm']);
    expect(rowsOf('resources | extend size = tostring(properties.size) | distinct size | count')).toEqual([{ Count: 2 }]);
  });
});

describe('join', () => {
  const items = 'items | project vm, rpo';
  const pairs = (kind: string): unknown[] =>
    rowsOf(`resources | project name | join ${kind} (${items}) on $left.name == $right.vm`).map((row) => [
      row['name'],
      row['vm'],
      row['rpo'],
    ]);

  it.each([
    [
      '',
      [
        ['a', 'a', 60],
        ['a', 'a', 90],
      ],
    ],
    [
      'kind=inner',
      [
        ['a', 'a', 60],
        ['a', 'a', 90],
      ],
    ],
    [
      'kind=leftouter',
      [
        ['a', 'a', 60],
        ['a', 'a', 90],
        ['b', '', null],
        ['c', '', null],
      ],
    ],
    [
      'kind=rightouter',
      [
        ['a', 'a', 60],
        ['a', 'a', 90],
        ['', 'z', null],
      ],
    ],
    [
      'kind = fullouter',
      [
        ['a', 'a', 60],
        ['a', 'a', 90],
        ['b', '', null],
        ['c', '', null],
        ['', 'z', null],
      ],
    ],
  ])('%s', (kind, expected) => {
    expect(pairs(kind)).toEqual(expected);
  });

  it('is unique on the left by default', () => {
    expect(rowsOf('items | join (resources | project vm = name) on vm | project id')).toEqual([{ id: '/items/1' }]);
    expect(rowsOf('items | join kind=inner (resources | project vm = name) on vm | project id')).toEqual([
      { id: '/items/1' },
      { id: '/items/2' },
    ]);
  });

  it('numbers the names on the right that are taken', () => {
    expect(Object.keys(rowsOf('resources | project id, vm = name | join kind=leftouter items on vm')[0]!)).toEqual([
      'id',
      'vm',
      'id1',
      'vm1',
      'rpo',
      'health',
    ]);
  });

  it('keeps what has a partner, or none', () => {
    expect(column('resources | join kind=leftanti (items | project name = vm) on name')).toEqual(['b', 'c']);
    expect(column('resources | join kind=leftsemi (items | project name = vm) on name')).toEqual(['a']);
  });
});

describe('summarize', () => {
  it('groups and counts', () => {
    expect(rowsOf('resources | summarize n = count(), names = make_list(name) by size = tostring(properties.size) | order by n')).toEqual([
      { size: 'Standard_D4s_v5', n: 2, names: ['a', 'c'] },
      { size: 'Standard_B2s', n: 1, names: ['b'] },
    ]);
  });

  it('gives one row without groups, none with groups, of nothing', () => {
    expect(rowsOf("resources | where name == 'none' | summarize count(), max(cores), make_set(name), any(name)")).toEqual([
      { count_: 0, max_cores: null, set_name: [], any_name: '' },
    ]);
    expect(rowsOf("resources | where name == 'none' | summarize count() by name")).toEqual([]);
  });

  it('computes with aggregates', () => {
    expect(
      rowsOf(
        'resources | summarize total = sum(cores) + count() * 10, toint(avg(cores)), share = round(100.0 * countif(cores > 2) / count(), 1)',
      ),
    ).toEqual([{ total: 36, avg_cores: 3, share: 33.3 }]);
  });

  it('chooses rows', () => {
    expect(rowsOf('resources | summarize arg_max(cores, name, size = properties.size)')).toEqual([
      { cores: 4, name: 'a', size: 'Standard_D4s_v5' },
    ]);
    expect(Object.keys(rowsOf('items | summarize arg_min(rpo, *) by vm')[0]!)).toEqual(['vm', 'rpo', 'id', 'health']);
    expect(Object.keys(rowsOf('items | summarize arg_min(rpo, *) by tostring(vm)')[0]!)).toEqual(['vm', 'rpo', 'id', 'vm1', 'health']);
    expect(rowsOf('items | summarize arg_max(rpo, *) by vm | project id')).toEqual([{ id: '/items/2' }, { id: '/items/3' }]);
    expect(rowsOf('items | summarize take_any(rpo) by vm')).toEqual([
      { vm: 'a', rpo: 60 },
      { vm: 'z', rpo: null },
    ]);
  });

  it('has the other aggregates', () => {
    expect(
      rowsOf(
        "items | summarize dcount(vm), sumif(rpo, vm == 'a'), minif(rpo, rpo > 60), make_set_if(vm, rpo > 0), make_bag(bag_pack(vm, rpo)), percentile(rpo, 50), make_list_with_nulls(rpo), stdev(rpo), stdevif(rpo, rpo < 90), varianceif(rpo, rpo > 0)",
      )[0],
    ).toMatchObject({
      dcount_vm: 2,
      sumif_rpo: 150,
      minif_rpo: 90,
      set_vm: ['a'],
      bag_: { a: 60, z: null },
      percentile_rpo_50: 60,
      list_rpo: [60, 90, null],
      stdevif_rpo: 0,
      varianceif_rpo: 450,
    });
    expect(rowsOf("items | summarize bag = tostring(make_bag(pack('__proto__', vm, vm, rpo)))")).toEqual([
      { bag: '{"__proto__":"a","a":60,"z":null}' },
    ]);
    expect(rowsOf('items | summarize avg(1h - 1h), span = avg(rpo * 1s), avg(rpo)')).toEqual([
      { avg_: '00:00:00', span: '00:01:15', avg_rpo: 75 },
    ]);
    expect(rowsOf('resources | summarize make_set(zones)')).toEqual([{ set_zones: ['1', '2', '3'] }]);
  });
});

describe('union, let, subqueries', () => {
  it('unites by name', () => {
    expect(rowsOf('resources | project id, name | union (items | project id, vm) | count')).toEqual([{ Count: 6 }]);
    expect(rowsOf('union withsource=from (resources | project id | take 1), items | project from, id | take 2')).toEqual([
      { from: 'union_arg0', id: '/vms/a' },
      { from: 'items', id: '/items/1' },
    ]);
    expect(Object.keys(rowsOf('union kind=inner resources, items | take 1')[0]!)).toEqual(['id']);
    const clash = 'resources | project a = 1, b = 2 | union (items | project c = 3, a = id) | union (items | project a = true) | take 1';
    expect(Object.keys(rowsOf(clash)[0]!)).toEqual(['a_long', 'a_string', 'b', 'c', 'a']);
  });

  it('names values and tables', () => {
    expect(column('let least = 3; let big = resources | where cores >= least; big | project name')).toEqual(['a']);
    expect(column("let wanted = dynamic(['b','c']); resources | where name in (wanted)")).toEqual(['b', 'c']);
    expect(column('let used = items | distinct vm; resources | where name in (used)')).toEqual(['a']);
  });

  it('looks into another table', () => {
    expect(column('resources | where name !in ((items | project vm))')).toEqual(['b', 'c']);
    expect(column('resources | where name in (items | where rpo > 80 | project vm)')).toEqual(['a']);
    expect(column('(resources | where cores > 2) | project name')).toEqual(['a']);
  });
});

describe('what samples of Microsoft and public auditors use', () => {
  it('names columns in any language', () => {
    expect(rowsOf('resources | extend größe = cores, 名前 = name | where größe > 2 | project 名前, größe')).toEqual([
      { 名前: 'a', größe: 4 },
    ]);
  });

  it('shows a sample by chance, since there is no operator for it', () => {
    const values = rowsOf('resources | mv-expand n = range(1, 100) limit 100 | extend r = rand() | order by r asc').map(({ n }) => n);
    expect(values.toSorted((a, b) => Number(a) - Number(b)).slice(0, 4)).toEqual([1, 1, 1, 2]);
    expect(values.slice(0, 4)).not.toEqual([1, 2, 3, 4]);
  });

  it('names an argument and reads the column by that name', () => {
    expect(rowsOf("resources | extend tostring(part = split(id, '/', 2)), size = 1 | project part | take 1")).toEqual([{ part: '["a"]' }]);
  });

  it('counts rows by a column, and by a condition', () => {
    expect(rowsOf('resources | summarize count(type), count(cores > 2) by type')).toEqual([{ type: 'vm', count_type: 3, count_: 1 }]);
  });

  it('has thousands of conditions, and a case of all types that the portal knows', () => {
    const some = (count: number, item: (i: number) => string, between: string): string =>
      Array.from({ length: count }, (_, i) => item(i)).join(between);
    expect(column(`resources | where ${some(10_000, (i) => `name == 'x${i}'`, ' or ')} or name == 'b'`)).toEqual(['b']);
    expect(column(`resources | where ${some(10_000, (i) => `name != 'x${i}'`, ' and ')} and name == 'b' or name == 'a'`)).toEqual([
      'a',
      'b',
    ]);
    expect(column(`resources | project d = case(${some(1300, (i) => `type == 'x${i}', 'X'`, ', ')}, strcat('a ', type))`, 'd')).toEqual([
      'a vm',
      'a vm',
      'a vm',
    ]);
  });

  it('keeps the newest and the oldest version of each', () => {
    expect(
      rowsOf(
        "resources | extend version = iff(name == 'a', '1.10.0', '1.9.1'), parsed = parse_version(iff(name == 'a', '1.10.0', '1.9.1')) | project type, version, parsed | summarize arg_max(parsed, *), arg_min(parsed, *) by type | project type, version, version1, outdated = iff(parsed1 < parsed, 'yes', '')",
      ),
    ).toEqual([{ type: 'vm', version: '1.10.0', version1: '1.9.1', outdated: 'yes' }]);
  });

  it('builds the schema of a column', () => {
    expect(rowsOf('resources | summarize buildschema(tags), disks = buildschema(properties.disks)')).toEqual([
      { schema_tags: { app: 'string', 'cost-center': 'string' }, disks: { '`indexer`': { n: 'long' } } },
    ]);
    // The example of Microsoft's page on buildschema().
    const values = '{"x":1, "y":3.5}, {"x":"somevalue", "z":[1, 2, 3]}, {"y":{"w":"zzz"}, "t":["aa", "bb"], "z":["foo"]}';
    expect(rowsOf(`resources | take 1 | mv-expand v = dynamic([${values}]) | summarize s = buildschema(v)`)).toEqual([
      {
        s: { x: ['long', 'string'], y: ['double', { w: 'string' }], z: { '`indexer`': ['long', 'string'] }, t: { '`indexer`': 'string' } },
      },
    ]);
  });

  it('packs whole rows, without what is empty when asked', () => {
    expect(
      rowsOf("resources | where name == 'b' | project name, cores, zones, none = '' | project p = pack_all(), q = pack_all(true)"),
    ).toEqual([{ p: { name: 'b', cores: 2, zones: null, none: '' }, q: { name: 'b', cores: 2 } }]);
  });
});
