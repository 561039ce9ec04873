/** How long a network was trained, and on images of which size. */
export interface Schedule {
  epochs: number;
  /** In order: until the end of this epoch, at this size in px. */
  sizes: (readonly [epoch: number, px: number])[];
}
