/** Parts of the page, from above to below. */
export const parts = ['mixing', 'squeeze', 'excite', 'scale', 'place', 'cost', 'depth', 'last', 'claims', 'doubt'] as const;

export type PartId = (typeof parts)[number];
