import type { findings as english } from './findings.en';
import type { Translated } from './translated';

/** 논문 뒤에 알려진 것: `src/paper/findings.ts`의 문장. */
export const findings: Translated<typeof english> = {
  tresnet: 'TResNet은 논문의 셈으로 스테이지 2 ~ 4에 SE가 있고 스테이지 5에는 없습니다.',
  larq: 'Larq의 모델 모음은 반대로, 속도를 위해 필터 64개와 128개의 앞쪽 SE 블록을 뺐습니다.',
  pplcnet:
    '블록 13개의 가벼운 네트워크 PP-LCNet은 마지막 두 블록의 SE에서 가장 많이 얻습니다: top-1 {{last}} %, 처음 두 블록이면 {{first}} %. 두 곳에 두는 세 가지 방법 중 가장 좋으며, 13개 모두에 두면 {{all}} %입니다.',
  mobile: 'MobileNetV3-Large는 뒤쪽 블록에 SE를 둡니다. EfficientNetV2-S는 뒤쪽 블록에만 둡니다.',
  eca: 'ECA-Net에 따르면 ResNet-50의 top-1은 {{plain}} %, SE를 넣으면 {{se}} %, 좁은 층이 없는 더 가벼운 블록을 넣으면 {{eca}} %입니다. 원인은 깊이가 아니라 좁은 층이라고 봅니다.',
  fold: 'Excitation은 이미지에 따라 달라지므로 가중치에 합쳐 넣을 수 없습니다. 상수 게이트는 합쳐 넣을 수 있으며, 여기서 고정이 바로 그것입니다.',
  stuck: '모든 게이트가 한 값({{low}} 또는 {{high}})에 머문다는 사용자 보고가 있습니다. 원인은 밝혀지지 않았습니다.',
};
