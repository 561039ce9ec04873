/** So many pictures in folders are a set rather than pictures to look into one by one. */
export const MANY = 100;

/** Whether their content must be looked at: pictures, a few, are pictures. */
export const mayBeMore = (files: readonly File[]): boolean => files.length > MANY || files.some(({ name }) => /\.(json|safetensors|pth|pt|ckpt|zip|tar|tgz|gz|parquet|csv|tsv|jsonl|txt)$/i.test(name));
