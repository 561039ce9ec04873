import type { summary as english } from './summary.en';
import type { Translated } from './translated';

/** 차트를 보지 않는 사람을 위한 요약. */
export const summary: Translated<typeof english> = {
  range: '{{label}}: {{low}} ~ {{high}}, 평균 {{mean}}.',
  difference: '거리 {{distance}}; 차이가 가장 큰 채널 {{channel}}: {{difference}}.',
  matrix: '중앙값 {{median}}; 가장 가까운 쌍: {{near}}, {{low}}; 가장 먼 쌍: {{far}}, {{high}}.',
  pair: '{{a}}, {{b}}',
  peak: '가장 많은 구간: {{bin}}',
};
