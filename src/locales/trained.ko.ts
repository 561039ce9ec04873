import type { trained as english } from './trained.en';
import type { Translated } from './translated';

export const trained: Translated<typeof english> = {
  training: {
    title: '학습 과정',
    slider: '학습 시점',
    untrained: '학습 전',
    done: '끝',
    reading: '게이트가 생겨난 과정을 읽는 중',
    at: '학습의 {{percent}} ({{epochs}}에포크) · {{size}} px 개발 이미지 {{n}}장에서 top-1 {{top1}} ({{low}}~{{high}})',
    atDone: '배포된 네트워크입니다. 뒤로 옮기면 게이트가 생겨난 과정이 보입니다.',
    back: '완성된 네트워크로 돌아가기',
    half: '클래스 차이가 지금의 절반에 이른 학습 시점: {{list}}.',
    halfStage: '스테이지 {{stage}}에서 {{share}}',
    halfRange: '{{from}}~{{to}}',
    halfAtStart: '{{blocks}}에서는 클래스 차이가 처음부터 지금의 절반 이상이었습니다.',
    flattened: '나중에 다시 평평해진 블록: {{list}}.',
    flattenedBlock: '{{block}} {{percent}} 감소(정점은 {{peak}})',
    noneFlattened: '5분의 1 이상 다시 평평해진 블록은 없습니다.',
    figureAt: '학습 {{percent}} 시점의 클래스 평균. 전체 클래스 평균과 {{names}}만 저장되어 있습니다',
    all: '전체 클래스',
    above: 'excitation이 얼마나 1에 가까운가?',
    aboveUnit: '0.9를 넘는 비율',
    final: '마지막',
    readout: '{{block}} · 클래스 {{classes}} · 이미지 {{images}} · 0.9 초과: {{above}}',
    epochs: '{{epochs}} 에포크({{parts}})',
    epochsAt: '{{px}}px에서 {{epochs}}',
    rowsNote: '학습 {{percent}} 시점, 개발 이미지 {{n}}장. 고정했을 때의 손실은 완성된 네트워크에서만 기록했습니다.',
  },
  siblings: {
    title: '뒤쪽 블록 없이 학습한 네트워크',
    seeds: '형제 네트워크',
    rows: { all: '모든 블록에 SE', without: '{{blocks}}만 빼고 SE', only: '{{blocks}}에 SE', none: 'SE 없음' },
    recipe: '파라미터가 최대 {{parameters}}개인 네트워크, 모두 같은 레시피, {{schedule}}',
    seedsDetail: '가는 선: 모든 블록에 SE가 있는 형제 네트워크. 이 네트워크와 따로, 자신의 레시피로, 시드를 달리하여 학습했습니다. {{recipe}}.',
  },
  card: {
    open: '모델 카드',
    title: '모델 카드',
    none: '이 모델 폴더에는 카드가 없습니다.',
    reading: '카드를 읽는 중',
  },
};
