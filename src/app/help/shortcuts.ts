/** Every key that does something of its own, by where it does; what the sentences are is in `help.keys`. */
export const shortcuts = [
  {
    where: 'everywhere',
    keys: [
      { keys: ['?'], does: 'open' },
      { keys: ['Ctrl Z', 'Ctrl Y'], does: 'undo' },
      { keys: ['Ctrl V'], does: 'paste' },
      { keys: ['Tab'], does: 'tab' },
      { keys: ['Esc'], does: 'close' },
    ],
  },
  {
    where: 'charts',
    keys: [
      { keys: ['←', '→'], does: 'along' },
      { keys: ['Page ↑', 'Page ↓', 'Home', 'End'], does: 'jump' },
      { keys: ['↑', '↓'], does: 'classes' },
      { keys: ['Enter'], does: 'enter' },
    ],
  },
  { where: 'compare', keys: [{ keys: ['Shift ←', 'Shift →'], does: 'brush' }] },
  { where: 'block', keys: [{ keys: ['←', '→', '↑', '↓'], does: 'follow' }] },
] as const;
