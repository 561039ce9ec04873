/** Whether a key is meant for a field that takes text, rather than for the page. */
export const typing = ({ target }: KeyboardEvent): boolean => (target as HTMLElement).closest('input:not([type=radio], [type=range]), textarea') !== null;
