import type { CodegenConfig } from '@graphql-codegen/cli';

/** Typed documents for the client package from the operations we publish; `npm run codegen` writes them, `npm run check` refuses stale ones. */
const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  documents: 'schema/operations/*.graphql',
  emitLegacyCommonJSImports: false,
  importExtension: '.ts',
  generates: {
    'src/client/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: 'sha256' } },
      config: {
        documentMode: 'string',
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        scalars: {
          ID: 'string',
          DateTime: 'string',
          Date: 'string',
          Duration: 'string',
          SafeInt: 'number',
          JSONObject: 'Record<string, unknown>',
          RegionCode: 'string',
          IPAddress: 'string',
          URL: 'string',
          Cursor: 'string',
        },
      },
    },
  },
};

export default config;
