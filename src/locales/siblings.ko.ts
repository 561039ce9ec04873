import type { siblings as english } from './siblings.en';
import type { Translated } from './translated';

/** 뒤쪽 블록 없이 학습한 네트워크의 패널. */
export const siblings: Translated<typeof english> = {
  sub: '점 하나가 네트워크 하나이며 시드가 서로 다릅니다',
  top1: 'top-1',
  top5: 'top-5',
  parameters: '파라미터',
  macs: '곱셈-덧셈',
  whichY: '보여 줄 정확도',
  whichX: '보여 줄 비용',
  whichRemoved: '학습 후 제거',
  frozen: '+ 학습 후 고정',
  off: '+ 학습 후 끔',
  none: '학습한 것만',
  chart: '시드별 {{x}} 대비 {{y}}',
  detectable: '{{points}}%p보다 작은 차이는 여기서 볼 수 없습니다.',
  detectableBar: '{{points}}%p',
  undetermined: '행마다 시드가 하나뿐이라 차이를 판단할 수 없습니다.',
  compare: '{{name}}: 모든 블록에 SE가 있을 때와 비교해 {{change}}.',
  less: '{{points}}%p 낮음 ({{low}}~{{high}})',
  more: '{{points}}%p 높음 ({{low}}~{{high}})',
  table: '네트워크 종류별 정확도',
  network: '네트워크',
  count: '시드 수',
  interval: '{{value}} ({{low}}~{{high}})',
  removedFrozen: '모든 블록에 SE, 학습 후 {{blocks}} 고정',
  removedOff: '모든 블록에 SE, 학습 후 {{blocks}} 끔',
  small: '시드에 대한 평균과 95 % 구간(스튜던트 t), 각각 검증 이미지 {{n}}장. {{recipe}}. 학습 후 제거: 같은 시드이며 다시 학습하지 않았습니다.',
  spread: '뒤쪽 블록이 없으면 클래스 차이는 어떻게 되는가?',
  spreadNote: '클래스 산포, 시드마다 가는 선 하나',
  pointed: '{{block}} · {{values}}',
};
