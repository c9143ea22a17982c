import { type ExecutionArgs, type GraphQLError, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { badUserInput } from './api-error.ts';

/** Why a subscription cannot be had: each message would disclose persons to whoever listens, with one audit entry for all of them. Null when it selects none. */
export const refusePersonalData = ({ schema, document }: ExecutionArgs): GraphQLError | null => {
  const types = new TypeInfo(schema);
  let refusal: GraphQLError | null = null;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field({ name }) {
        if (types.getFieldDef()?.extensions['isPersonal'] !== true) return;
        refusal ??= badUserInput(`\`${name.value}\` cannot be selected in a subscription: query it for the event that matters.`);
      },
    }),
  );
  return refusal;
};
