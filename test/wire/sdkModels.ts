import * as mappers from '@azure/arm-recoveryservices-siterecovery/dist-esm/src/models/mappers.js';

type CompositeMapper = typeof mappers.Fabric;
type CompositeMapperType = CompositeMapper['type'];
type Mapper = NonNullable<CompositeMapperType['modelProperties']>[string];

const byName = mappers as unknown as Readonly<Record<string, CompositeMapper>>;
const discriminators = mappers.discriminators as Readonly<Record<string, CompositeMapper>>;

/** What Microsoft's client takes an answer for: the name of its model, and where the answer differs from it. */
export interface ModelFindings {
  /** Wrong: a member of another type, a value that is none of the enumeration's, a required member that is missing. */
  readonly wrong: readonly string[];
  /** Members that the model does not have, and kinds (`instanceType`) that the client has no model for. */
  readonly unknown: readonly string[];
}

/** Compares a JSON value with a model of Microsoft's client for Site Recovery, member by member. Null stands for anything, as in Azure. */
export function compareWithModel(className: string, value: unknown): ModelFindings {
  const wrong = new Set<string>();
  const unknown = new Set<string>();
  compare(value, { type: { name: 'Composite', className } }, className);
  return { wrong: [...wrong], unknown: [...unknown] };

  function compare(one: unknown, mapper: Mapper, at: string): void {
    if (one === undefined || one === null) return;
    const expect = (isRight: boolean): void => {
      if (!isRight) wrong.add(`${at}: ${JSON.stringify(one).slice(0, 60)} is no ${mapper.type.name}`);
    };
    switch (mapper.type.name) {
      case 'Composite':
        expect(typeof one === 'object' && !Array.isArray(one));
        compareMembers(one as Readonly<Record<string, unknown>>, modelOf(mapper as CompositeMapper), at);
        break;
      case 'Sequence':
        expect(Array.isArray(one));
        for (const entry of one as readonly unknown[])
          compare(entry, (mapper.type as unknown as { readonly element: Mapper }).element, `${at}[]`);
        break;
      case 'Dictionary':
        expect(typeof one === 'object' && !Array.isArray(one));
        break;
      case 'DateTime':
        expect(typeof one === 'string' && !Number.isNaN(Date.parse(one)));
        break;
      case 'Enum':
        expect((mapper.type as unknown as { readonly allowedValues: readonly unknown[] }).allowedValues.includes(one));
        break;
      default:
        expect(typeof one === mapper.type.name.toLowerCase());
    }
  }

  function compareMembers(one: Readonly<Record<string, unknown>>, model: CompositeMapperType, at: string): void {
    const kind = kindOf(one, model, at);
    const members = Object.values(kind.modelProperties ?? {});
    for (const member of members) {
      const name = member.serializedName ?? '';
      if (member.required === true && !(name in one)) wrong.add(`${at}.${name} is missing`);
      compare(one[name], member, `${at}.${name}`);
    }
    if (members.length === 0) return;
    const names = new Set(members.map(({ serializedName }) => serializedName));
    for (const name of Object.keys(one)) if (!names.has(name)) unknown.add(`${at}.${name}`);
  }

  /** The model of the kind that the value says it is. */
  function kindOf(one: Readonly<Record<string, unknown>>, model: CompositeMapperType, at: string): CompositeMapperType {
    const { polymorphicDiscriminator, uberParent } = model;
    if (!polymorphicDiscriminator) return model;
    const kind = String(one[polymorphicDiscriminator.serializedName]);
    const found = discriminators[`${uberParent}.${kind}`];
    if (!found) unknown.add(`${at} ${kind}`);
    return found?.type ?? model;
  }
}

function modelOf({ type }: CompositeMapper): CompositeMapperType {
  const found = byName[type.className ?? ''];
  if (!found) throw new Error(`Microsoft's client has no model '${type.className}'.`);
  return found.type;
}
