/** The same keys with any text, for a language without a singular of its own: i18next's `_one` may be missing, nothing else. */
export type Translated<T> = { [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string ? string : Translated<T[K]> };
