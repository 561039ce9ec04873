/** A labelled set of the person's own. */
export const datasetProblems = {
  set: {
    none: 'There is no picture in {{name}} that can be read here: it takes JPEG, PNG, WebP, GIF, BMP or AVIF.',
    labels: 'The pictures of {{name}} have no labels: put each in a folder named after its class, or a CSV or JSON of labels beside them.',
    columns: '{{file}} has no column of names and of labels; found: {{found}}. Call them file and label.',
    tableLarge: '{{file}} is larger than {{limit}} MB, too much for a table of labels.',
    large: '{{name}} has {{megabytes}} MB; pictures of a set may have {{limit}}.',
    gzip: '{{file}} is packed with gzip, which can only be read from its beginning. Unpack it to a .tar first (gunzip).',
    parquet: '{{file}} can’t be read as parquet: it is damaged, or of a kind that isn’t known here ({{detail}}).',
    parquetLarge: 'A row group of {{file}} has {{megabytes}} MB, and at most {{limit}} are held. Write it with smaller row groups.',
    parquetColumns: '{{file}} has no column of images and one of labels; found: {{found}}. Call them image and label.',
    parquetRow: 'Row {{row}} of {{file}} has no image.',
  },
};
