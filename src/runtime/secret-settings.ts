import { readFileSync } from 'node:fs';

type Settings = Readonly<Record<string, string | undefined>>;

/** Where a secret can also be kept: `NAME_FILE` names a file that holds it, as container platforms hand secrets over. */
export type SecretSettings = { readonly settings: Settings; readonly mistakes: readonly string[] };

const ENDING = '_FILE';

/** Puts what the files hold in the place of `NAME_FILE`; a mistake names the setting, never what a file holds. */
export const readSecretSettings = (settings: Settings, names: readonly string[]): SecretSettings => {
  const read = names.filter((name) => settings[`${name}${ENDING}`] !== undefined).map((name) => ({ name, ...readSecret(settings, name) }));
  return {
    settings: { ...settings, ...Object.fromEntries(read.flatMap(({ name, text }) => (text === null ? [] : [[name, text]]))) },
    mistakes: read.flatMap(({ mistake }) => (mistake === null ? [] : [mistake])),
  };
};

type Read = { readonly text: string; readonly mistake: null } | { readonly text: null; readonly mistake: string };

const readSecret = (settings: Settings, name: string): Read => {
  const path = settings[`${name}${ENDING}`] ?? '';
  if (settings[name] !== undefined) return { text: null, mistake: `${name} and ${name}${ENDING} exclude each other: keep one` };
  try {
    const text = readFileSync(path, 'utf8').trim();
    return text === '' ? { text: null, mistake: `${name}${ENDING} names a file that is empty` } : { text, mistake: null };
  } catch {
    return { text: null, mistake: `${name}${ENDING} names a file that cannot be read` };
  }
};
