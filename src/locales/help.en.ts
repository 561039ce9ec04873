/** A first visit, and the keys. */
export const help = {
  welcome: {
    title: 'New here?',
    what: 'An SE block gives each channel of a layer a gate between 0 and 1, computed from the image. Each small plot is one block: its channels side by side, their gates as height, one line a class.',
    look: '<b>Look:</b> early blocks gate all classes alike, deeper ones each class its own way, and the last may flatten again.',
    add: '<b>Add:</b> drop a photograph or click a sample, and its gates lie over those of the classes.',
    change: '<b>Change:</b> freeze a late block, and see what that costs in accuracy and saves in parameters.',
    close: 'Got it',
  },
  keys: {
    button: 'Keyboard shortcuts',
    title: 'Keyboard shortcuts',
    where: { everywhere: 'Everywhere', charts: 'In a chart that has the focus', compare: 'In the comparison', block: 'In one block' },
    open: 'this page',
    undo: 'undo and redo a change of gates',
    paste: 'add a copied picture',
    close: 'close what is open',
    tab: 'go on to the next control or chart',
    along: 'one channel or block along',
    jump: 'a tenth of the way, or to the end',
    classes: 'another class, in a heat map or the matrix',
    enter: 'open the block, channel or pair',
    brush: 'choose several channels; Enter opens them',
    follow: 'follow another channel or another block',
  },
};
