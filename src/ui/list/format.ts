/** The forms a list can be written in; `name` is for lists whose rows have one besides their id. */
export const formats = ['table', 'wide', 'tsv', 'csv', 'json', 'yaml', 'name', 'id'] as const;
export type Format = (typeof formats)[number];

/** Is it drawn in columns? */
export const isDrawn = (format: Format): boolean => format === 'table' || format === 'wide';
