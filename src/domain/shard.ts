/** The shard of a subject, 0 … shards − 1: FNV-1a of its text, the same in every process. */
export const shardOf = (subject: string, shards: number): number => {
  if (shards === 1) return 0;
  let hash = 0x811c9dc5;
  for (let i = 0; i < subject.length; i++) hash = Math.imul(hash ^ subject.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % shards;
};
