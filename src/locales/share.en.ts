/** The state as a link. */
export const share = {
  button: 'Share',
  tip: 'Copy a link to this view: its classes, gates and how it is drawn. Images stay on this machine.',
  copied: 'The link is copied.',
  notCopied: 'The browser does not let this page copy. This is the link: {{link}}',
  partly: 'Not all of the link could be restored',
  lost: '{{field}}: {{text}}',
  lostAll: '{{field}}: missing',
  fields: {
    model: 'network (this one is shown instead)',
    classes: 'classes',
    gates: 'gates',
    section: 'view',
    blocks: 'blocks drawn',
    order: 'order of the channels',
    view: 'how they are drawn',
    sdClass: 'class shown with its spread',
    openRow: 'opened row',
    openBlock: 'opened block',
    unknown: 'not understood',
  },
};
