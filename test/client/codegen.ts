import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types and typed documents from the committed schema and the operations in `src/`. Nothing else of Playguard is looked at. */
const config: CodegenConfig = {
  schema: '../../schema/schema.graphql', // in a repository of your own: wherever your copy of it is
  documents: ['src/**/*.ts', '!src/generated/**'],
  emitLegacyCommonJSImports: false,
  importExtension: '.ts',
  generates: {
    'src/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: 'sha256' } },
      config: {
        useTypeImports: true,
        strictScalars: true, // a scalar that is not listed here fails, instead of becoming `any`
        scalars: {
          ID: 'string',
          DateTime: 'string', // RFC 3339, UTC
          Date: 'string',
          Duration: 'string',
          SafeInt: 'number',
          JSONObject: 'Record<string, unknown>',
          RegionCode: 'string',
          IPAddress: 'string',
          URL: 'string',
          Cursor: 'string', // opaque: keep it, hand it back
        },
      },
    },
    // Without it Apollo's cache drops what is asked for of an interface (`... on UserError { message }`), and says nothing.
    'src/generated/possible-types.ts': { plugins: ['fragment-matcher'] },
  },
};

export default config;
