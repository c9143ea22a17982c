import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import type { DocumentNode } from 'graphql';
import { connectWithApollo } from './apollo.ts';
import type { Connection, Server } from './connection.ts';

/** The same without a text: a server that was given `generated/persisted-documents.json` knows the operations by their hash. */
export const connectByHash = (server: Server): Connection => connectWithApollo(server, [new PersistedQueryLink({ generateHash })]);

type Generated = DocumentNode & { readonly __meta__?: { readonly hash?: string } };

const generateHash = (document: Generated): string => {
  const hash = document.__meta__?.hash;
  if (hash === undefined) throw new Error('only generated documents have a hash');
  return hash;
};
