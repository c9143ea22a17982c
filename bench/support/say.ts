/** Writes one line for the person who runs the bench. */
export const say = (line = ''): void => void process.stdout.write(`${line}\n`);
