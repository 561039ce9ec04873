/** File endings and types of labelled sets that are offered. */
export const ACCEPTED = '.zip,.tar,.parquet,.csv,.tsv,.json,.jsonl,.txt,.safetensors,image/*';
