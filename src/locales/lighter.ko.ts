import type { lighter as english, lighterProblems as englishProblems } from './lighter.en';
import type { Translated } from './translated';

export const lighter: Translated<typeof english> = {
  open: '가벼워진 네트워크 가져가기',
  openLive: '이 네트워크 가져가기',
  title: '가벼워진 네트워크',
  titleLive: '이 네트워크',
  what: '<b>{{what}}:</b> 쓰이지 않게 된 부분을 뺀 네트워크입니다. 예측은 이 게이트에서 이 화면이 보이는 것과 같고, 다시 학습하지 않았습니다.',
  whatLive: '모든 게이트가 작동 중입니다: SE 블록이 모두 있는, 학습된 그대로의 네트워크입니다. 블록을 고정하거나 끄면 가져가는 네트워크가 가벼워집니다.',
  table: '이미지 한 장에 드는 것',
  before: '모두 작동',
  after: '가벼워진 것',
  removed: '줄어든 양',
  fate: {
    out: '앞의 합성곱에 접어 넣음: {{blocks}}.',
    in: '뒤의 합성곱에 접어 넣음: {{blocks}}.',
    product: '받아 줄 합성곱이 없어 채널마다 곱 하나로 남음: {{blocks}}.',
    off: '게이트 1로 빠짐: {{blocks}}.',
  },
  time: {
    title: '여기서 잰 밀리초',
    measure: '두 네트워크 재기',
    again: '다시 재기',
    measuring: '재는 중: {{total}}번 중 {{done}}번',
    where_other: '{{backend}}, 스레드 {{count}}개, 이미지 한 장씩, 예열 후; 두 네트워크를 번갈아 {{n}}번, 매번 로짓을 읽을 때까지. 중앙값과 가운데 절반입니다.',
    row: '{{median}} ms ({{low}}~{{high}})',
    saves: '이미지당 {{saved}} ms ({{percent}}) 줄었습니다. 그럴 법한 범위는 {{low}}~{{high}} ms입니다.',
    costs: '{{saved}} ms 더 걸립니다. 그럴 법한 범위는 {{low}}~{{high}} ms입니다.',
    noise: '줄어든 시간을 잡음과 구별할 수 없습니다: 한 차례 안의 차이는 중앙값 {{saved}} ms, 그럴 법한 범위는 {{low}}~{{high}} ms입니다.',
  },
  files: {
    title: '가져가기',
    folder: '모델 폴더 (zip)',
    folderNote: 'weights.safetensors, model.json, 기준 출력: 여기서 다시 열립니다. model.py는 timm 없이 PyTorch에서 만듭니다. 약 {{size}}.',
    onnx: 'ONNX',
    onnxNote: 'Opset 17, 입력은 정규화한 [N, 3, {{height}}, {{width}}], 로짓은 [N, {{classes}}]; onnxruntime에서 실행됩니다. 약 {{size}}.',
    writing: '{{file}} 만드는 중',
    done: '{{file}}을(를) 썼습니다. 그 전에 여기서 실행해 보니 이미지 {{count}}장에서 로짓이 이 게이트의 로짓과 {{difference}}까지 같습니다.',
    golden: '기준 출력은 PyTorch가 아니라 이 브라우저에서 직접 실행한 것이며, 파일에 그렇게 적힙니다.',
  },
  name: '{{name}}, 가벼워짐 (SE 블록 {{all}}개 중 {{kept}}개)',
  card: {
    from: '출처: {{name}} ({{id}}).',
    gates: '게이트: {{what}}. 고정된 게이트는 가능한 곳에서 합성곱에 접어 넣었고, 다시 학습하지 않았습니다.',
    live: '모든 게이트가 작동 중: 학습된 그대로입니다.',
    cost: '파라미터 {{parameters}}개 ({{fewer}}개 적음), 이미지당 곱셈-덧셈 {{macs}}번 ({{fewerMacs}}번 적음).',
    accuracy: 'Top-1 {{top1}} ({{low}}~{{high}}), {{source}}: {{change}}.',
    unknown: '이 게이트에서의 정확도는 알려져 있지 않습니다.',
    input: '입력: RGB를 255로 나누고 평균 {{mean}}을 뺀 뒤 표준편차 {{std}}로 나눔; {{height}} × {{width}} px. 클래스 이름: model.json.',
    python: 'PyTorch에서: `from model import load; network = load("weights.safetensors")`. `python3 model.py`는 SE Scope가 브라우저({{backend}})에서 직접 실행한 golden.safetensors와 비교합니다.',
    licence: '출처 네트워크의 라이선스: {{licence}}',
    app: 'SE Scope {{version}}, {{date}}에 씀.',
  },
};

export const lighterProblems: Translated<typeof englishProblems> = {
  lighter: {
    edited: '{{block}}에서 작동 중인 게이트의 채널 몇 개가 바뀌었는데, 이것을 담을 수 있는 파일이 없습니다. 블록을 고정하거나 채널을 되돌린 뒤 가져가세요.',
    half: '{{name}} 백엔드는 여기서 반정밀도로 계산해 기준 출력에는 너무 거칩니다. 위쪽에서 wasm을 고른 뒤 가져가세요.',
    differs: '가벼워진 네트워크의 로짓이 게이트를 건 네트워크와 {{difference}} 다릅니다(한도 {{limit}}). 그래서 넘겨주지 않습니다. 위쪽에서 다른 엔진을 고르고 다시 해 보세요.',
  },
};
