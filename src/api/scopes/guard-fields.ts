import SchemaBuilder, {
  BasePlugin,
  type PothosOutputFieldConfig,
  type PothosOutputFieldType,
  type PothosTypeConfig,
  type SchemaTypes,
} from '@pothos/core';
import { CLOSED, type Guard, guardOf, isImplied, sentenceOf } from './guard.ts';
import { PLAIN_TYPES, PUBLIC_FIELDS } from './public.ts';

declare global {
  // oxlint-disable-next-line typescript/no-namespace -- how Pothos is told of a plugin
  namespace PothosSchemaTypes {
    // oxlint-disable-next-line typescript/consistent-type-definitions -- an interface is what can be added to
    interface Plugins<Types extends SchemaTypes> {
      guardFields: GuardFields<Types>;
    }
  }
}

/** Name of the plugin that puts what a type needs before every field that leads to it. */
export const GUARD_FIELDS = 'guardFields';

type Field<Types extends SchemaTypes> = PothosOutputFieldConfig<Types>;

/**
 * A type says once, as `authScopes`, what its data needs. A field that leads there from elsewhere needs it too, before it resolves: its
 * description says so, and it is nullable, so that a missing scope takes away that field alone. What says nothing is closed to everybody.
 */
class GuardFields<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onTypeConfig(type: PothosTypeConfig): PothosTypeConfig {
    if (!isData(type) || PLAIN_TYPES.has(type.name) || guardOf(type.pothosOptions) !== null) return type;
    return Object.assign({}, type, { pothosOptions: { ...type.pothosOptions, authScopes: CLOSED } });
  }

  override onOutputFieldConfig(field: Field<Types>): Field<Types> {
    const parent = this.buildCache.getTypeConfig(field.parentType);
    const guard = this.#guardOfField(field, parent);
    if (guard === null) return field;
    return Object.assign({}, field, {
      pothosOptions: { ...field.pothosOptions, authScopes: guard },
      ...(isRoot(parent)
        ? { description: `${field.description} ${sentenceOf(guard)}.` }
        : { description: `${field.description} ${sentenceOf(guard)}, and is null without.`, type: { ...field.type, nullable: true } }),
    });
  }

  #guardOfField({ parentType, name, type, pothosOptions }: Field<Types>, parent: PothosTypeConfig): Guard | null {
    const own = guardOf(pothosOptions);
    if (own !== null || PUBLIC_FIELDS.has(`${parentType}.${name}`)) return own;
    const inner = this.#guardOfType(type);
    if (isRoot(parent)) return inner ?? CLOSED;
    return isImplied(inner, guardOf(parent.pothosOptions)) ? null : inner;
  }

  #guardOfType(type: PothosOutputFieldType<Types>): Guard | null {
    return type.kind === 'List' ? this.#guardOfType(type.type) : guardOf(this.buildCache.getTypeConfig(type.ref).pothosOptions);
  }
}

const isData = ({ kind }: PothosTypeConfig): boolean => kind === 'Object' || kind === 'Interface';

const isRoot = ({ kind }: PothosTypeConfig): boolean => kind === 'Query' || kind === 'Mutation' || kind === 'Subscription';

SchemaBuilder.registerPlugin(GUARD_FIELDS, GuardFields);
