/** What charts show, for those who don't see them. */
export const summary = {
  range: '{{label}}: {{low}} to {{high}}, mean {{mean}}.',
  difference: 'Distance {{distance}}; most at channel {{channel}}: {{difference}}.',
  matrix: 'Median {{median}}; nearest: {{near}}, {{low}}; farthest: {{far}}, {{high}}.',
  pair: '{{a}} and {{b}}',
  peak: 'Fullest bin: {{bin}}',
};
