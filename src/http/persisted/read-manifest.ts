import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { SettingFault } from '#runtime/setting-fault.ts';

/** Texts of operations by their hash, as graphql-codegen's client preset writes them (`persistedDocuments`). */
const MANIFEST = z.record(z.string().regex(/^(sha256:)?[0-9a-f]{64}$/), z.string());

/** Operations by the hex SHA-256 of their text; throws a SettingFault when the file is none of that kind, or a hash is not that of its text. */
export const readManifest = (file: URL | string): ReadonlyMap<string, string> => {
  const manifest = MANIFEST.safeParse(parse(file));
  if (!manifest.success) throw new SettingFault(`${file} is no manifest of operations: a JSON object of texts by their SHA-256`);
  const texts = Object.entries(manifest.data).map(([name, text]) => [name.replace('sha256:', ''), text] as const);
  const wrong = texts.find(([name, text]) => name !== hash('sha256', text, 'hex'));
  if (wrong !== undefined) throw new SettingFault(`${file} has another text under the hash ${wrong[0]}`);
  return new Map(texts);
};

const parse = (file: URL | string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new SettingFault(`${file} cannot be read as JSON: it is the manifest that PERSISTED_OPERATIONS_FILE names`, { cause });
  }
};
