import { describe, expect, it } from 'vitest';
import { contractFaults } from '#api/contract-changes.ts';
import { printedSchema } from '#api/print-schema.ts';

const TODAY = new Date('2026-11-25T12:00:00Z');
const DUE = '@deprecated(reason: "Use b. Removal not before 2026-11-25.")';
const LATER = '@deprecated(reason: "Use b. Removal not before 2026-11-26.")';
const VAGUE = '@deprecated(reason: "Old.")';
const UNSAID = '@deprecated';

const query = (fields: string, rest = ''): string => `type Query { b: Int ${fields} } ${rest}`;
const kind = (values: string): string => query('k: Kind', `enum Kind { B ${values} }`);
const input = (fields: string): string => query('f(in: In): Int', `input In { b: Int ${fields} }`);
const faultsOf = (released: string, current: string): readonly string[] => contractFaults({ released, current, today: TODAY });

describe('a change of the contract', () => {
  it.each([
    ['nothing', query('a: Int'), query('a: Int')],
    ['a new field', query(''), query('a: Int')],
    ['a new optional argument', query('a: Int'), query('a(x: Int): Int')],
    ['a new type', query(''), query('t: T', 'type T { x: Int }')],
    ['a new deprecation in the words of the policy', query('a: Int'), query(`a: Int ${LATER}`)],
    ['a due field that is removed', query(`a: Int ${DUE}`), query('')],
    ['a due field that stays', query(`a: Int ${DUE}`), query(`a: Int ${DUE}`)],
    ['a due argument that is removed', query(`a(x: Int ${DUE}): Int`), query('a: Int')],
    ['a due value that is removed', kind(`A ${DUE}`), kind('')],
    ['a due input field that is removed', input(`a: Int ${DUE}`), input('')],
    ['a type that only a due field led to', query(`t: T ${DUE}`, 'type T { u: U } type U { x: Int }'), query('')],
  ])('%s is welcome', (_case, released, current) => {
    expect(faultsOf(released, current)).toEqual([]);
  });

  it.each([
    ['a field that is removed', query('a: Int'), query(''), 'Query.a'],
    ['a field that is removed before its day', query(`a: Int ${LATER}`), query(''), 'Query.a'],
    ['a field that is removed though its deprecation was vague', query(`a: Int ${VAGUE}`), query(''), 'Query.a'],
    ['a field that is removed though its deprecation said nothing', query(`a: Int ${UNSAID}`), query(''), 'Query.a'],
    ['an argument that is removed', query('a(x: Int): Int'), query('a: Int'), 'x'],
    ['an argument that is removed before its day', query(`a(x: Int ${LATER}): Int`), query('a: Int'), 'x'],
    ['a value that is removed', kind('A'), kind(''), 'A'],
    ['an input field that is removed', input('a: Int'), input(''), 'In.a'],
    ['a new required argument', query('a: Int'), query('a(x: Int!): Int'), 'x'],
    ['a new required input field', input(''), input('a: Int!'), 'In.a'],
    ['a field that may be null now', query('a: Int!'), query('a: Int'), 'Query.a'],
    ['a field of another type', query('a: Int'), query('a: String'), 'Query.a'],
    ['a type that is removed', query('t: T', 'type T { x: Int }'), query(''), 'T'],
    ['a type that is removed while something else led to it', query(`t: T ${DUE} u: T`, 'type T { x: Int }'), query(''), 'Query.u'],
    [
      'a type that is removed though `node` led to it',
      query('n: N t: T', `interface N { id: ID } type T implements N { id: ID }`),
      query('n: N', 'interface N { id: ID }'),
      'T',
    ],
  ])('%s is a fault', (_case, released, current, named) => {
    const faults = faultsOf(released, current);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.join('\n')).toContain(named);
    expect(faults.join('\n')).toContain('Deprecate it first');
  });

  it.each([
    VAGUE,
    UNSAID,
    '@deprecated(reason: "Use b. Removal not before spring.")',
    '@deprecated(reason: "Removal not before 2027-01-01.")',
  ])('a new deprecation %s is a fault', (deprecation) => {
    for (const current of [
      query(`a: Int ${deprecation}`),
      query(`a(x: Int ${deprecation}): Int`),
      kind(`A ${deprecation}`),
      input(`a: Int ${deprecation}`),
    ])
      expect(faultsOf(query(''), current)).toEqual([expect.stringContaining('Use X. Removal not before YYYY-MM-DD.')]);
  });

  it('is none between the schema of the code and itself', () => {
    expect(faultsOf(printedSchema(), printedSchema())).toEqual([]);
  });

  it('is found in the schema of the code', () => {
    const faults = faultsOf(printedSchema(), printedSchema().replace(/^ {2}acceptedCount: Int!$/m, '  takenCount: Int!'));
    expect(faults).toEqual([expect.stringContaining('IngestEventsPayload.acceptedCount')]);
  });
});
