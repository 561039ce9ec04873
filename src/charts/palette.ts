export type Scheme = 'light' | 'dark';

/** One class's colour. Lines keep 3 : 1 against the panel in both schemes, text 4.5 : 1. */
export interface ClassColour {
  name: string;
  light: string;
  dark: string;
  /** Darker on light panels, where 3 : 1 isn't enough to read. */
  lightText: string;
}

/** After Okabe and Ito (2008), darkened for white panels and lightened for dark ones; the first four are told apart with any colour vision. */
export const palette: readonly ClassColour[] = [
  { name: 'orange', light: '#cc7a00', dark: '#eba40f', lightText: '#9c5d00' },
  { name: 'blue', light: '#0072b2', dark: '#4ca6e8', lightText: '#0069a6' },
  { name: 'green', light: '#00906a', dark: '#1fbf92', lightText: '#007a59' },
  { name: 'pink', light: '#c4659b', dark: '#e08fbd', lightText: '#a8437d' },
  { name: 'vermilion', light: '#d0480a', dark: '#f2793f', lightText: '#bf3f00' },
  { name: 'sky', light: '#2e9bd6', dark: '#7cc8f4', lightText: '#12759f' },
  { name: 'olive', light: '#948a00', dark: '#e8dc4a', lightText: '#756d00' },
  { name: 'purple', light: '#7d55c7', dark: '#ab8cf0', lightText: '#6f48b8' },
  { name: 'brown', light: '#8a5a3c', dark: '#c4967a', lightText: '#7d5034' },
  { name: 'slate', light: '#6b7684', dark: '#9fabb9', lightText: '#5a6472' },
];

/** What is the person's own has no class colour: ink, and grey beside another. */
export const ink: ClassColour = { name: 'ink', light: '#1c2027', dark: '#e7e9ee', lightText: '#1c2027' };
export const grey: ClassColour = { name: 'grey', light: '#7a828e', dark: '#9aa1ad', lightText: '#5f6773' };

export const lineColour = (colour: ClassColour, scheme: Scheme): string => colour[scheme];

export const textColour = (colour: ClassColour, scheme: Scheme): string =>
  scheme === 'light' ? colour.lightText : colour.dark;
