/** Files a process has open besides its sockets, about. */
const OTHER_FILES = 200;

/** Throws when a process may not open `sockets` of them: the limit is raised outside, by `ulimit -n`. */
export const requireOpenFiles = (sockets: number): void => {
  const limit = openFilesLimit();
  if (limit >= sockets + OTHER_FILES) return;
  throw new Error(
    `${sockets} subscribers need ${sockets + OTHER_FILES} open files and ${limit} are allowed: raise the limit with ulimit -n`,
  );
};

const openFilesLimit = (): number => {
  const report = process.report.getReport() as { readonly userLimits?: { readonly open_files?: { readonly soft: number | string } } };
  const soft = report.userLimits?.open_files?.soft ?? 'unlimited';
  return soft === 'unlimited' ? Number.POSITIVE_INFINITY : Number(soft);
};
