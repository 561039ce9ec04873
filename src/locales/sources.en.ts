/** Where images come from and where they stay. */
export const sources = {
  ways: 'More ways to add images',
  folder: 'folder',
  address: 'address',
  camera: 'camera',
  dataset: 'labelled set',
  form: {
    label: 'Address of a picture',
    placeholder: 'https://…',
    fetch: 'Fetch',
    fetching: 'Fetching from {{host}}',
    fetchingPart: 'Fetching from {{host}}: {{percent}}',
    note: 'Asks that site for the file, this once, without cookies. It sees that somebody fetched it.',
    none: 'That is no address of a picture: it begins with https:// or http://.',
  },
  labels: {
    offer_one: 'One image lies in a folder named like a class: {{names}}.',
    offer_other: '{{count}} images lie in folders named like classes: {{names}}.',
    take: 'Label it so',
    takeAll: 'Label them so',
    leave: 'no',
  },
  live: {
    title: 'Camera',
    starting: 'Waiting for the camera. The browser may ask whether this page may use it.',
    stop: 'Stop',
    still: 'Take a still',
    stillName: 'still {{n}}.png',
    name: 'camera',
    rate: '{{rate}} a second',
    note: 'Nothing is stored unless you take a still.',
    waiting: 'waiting for the network',
    picture: 'What the camera sees',
  },
  keep: {
    kept_one: 'Kept on this machine: one image, {{size}}',
    kept_other: 'Kept on this machine: {{count}} images, {{size}}',
    choices: 'Kept on this machine: your choices, {{size}}',
    manage: 'Show or forget',
  },
};

/** What can go wrong with them. */
export const sourceProblems = {
  address: {
    missing: '{{host}} has no file at this address. Check it, or copy it anew.',
    status: '{{host}} refused the file (status {{status}}). Save the picture there and drop it here.',
    blocked: "{{host}} doesn't answer, or doesn't let other pages read its pictures. Save the picture there and drop it here.",
    redirect: '{{host}} leads on to another address. Open the picture in a tab and copy the address that you end at.',
    tooLarge: 'The file on {{host}} is larger than {{limit}} MB.',
    cut: 'The file from {{host}} arrived cut short. Try again.',
    offline: 'You are offline. Images on this machine still work.',
  },
  camera: {
    denied: 'The browser does not let this page use the camera. Allow it beside the address, and try again.',
    none: 'No camera was found. Connect one, and try again.',
    busy: 'The camera could not be started: another program may be using it.',
    ended: 'The camera was disconnected. Connect it, and start again.',
    insecure: 'Browsers offer the camera only to pages from localhost or over https.',
  },
  keep: {
    full: 'The browser has no room left to keep your images. Everything works on, but what no longer fits is gone after a reload.',
    forbidden: 'The browser does not let this page store anything, as in private windows. Everything works, but is gone after a reload.',
  },
};
