import type { lighter as english, lighterProblems as englishProblems, report as englishReport } from './lighter.en';
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
    report: '보고서 (HTML)',
    reportNote: '읽고 인쇄하고 보낼 수 있는 한 페이지: 질문, 이미지, 구간이 있는 정확도, 비용, 클래스별 손실, 재현 방법, 말하지 않는 것.',
    writing: '{{file}} 만드는 중',
    written: '{{file}}을(를) 썼습니다.',
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

/** 설정에 대한 보고서. */
export const report: Translated<typeof englishReport> = {
  title: '어떤 SE 블록을 뺄 수 있나? {{name}}',
  summary: '{{what}}: {{fewer}}, {{change}}. 다시 학습하지 않았습니다.',
  summaryUnknown: '{{what}}: {{fewer}}. 정확도가 얼마나 달라지는지는 여기서 알 수 없습니다. 다시 학습하지 않았습니다.',
  question: {
    title: '질문',
    text: 'Squeeze-and-Excitation 블록은 이미지마다 각 채널을 얼마나 살릴지 계산합니다. 이 블록들이 더는 이미지를 보지 않으면 무엇을 잃고 무엇을 아낄까요: {{what}}?',
  },
  data: {
    title: '네트워크와 이미지',
    weights: '가중치: SHA-256 {{hash}}.',
    recorded: '정확도: 학습에 쓰지 않은, 라벨이 있는 검증 이미지 {{n}}장. 이 설정과 모두 작동의 예측을 같은 이미지에서 학습할 때 기록했습니다.',
    live: '정확도: 라벨이 있는 홀드아웃 이미지 {{n}}장. 이 설정과 모두 작동을 같은 이미지에서 이 브라우저로 실행했습니다.',
    constants: '고정된 게이트는 다음의 클래스 평균입니다: {{images}}.',
  },
  setting: { title: '설정', live: 'SE가 남는 곳: {{blocks}}.', none: '남는 SE 블록이 없습니다.' },
  accuracy: {
    title: '정확도',
    caption: '이미지 {{n}}장, 95 % 구간: 비율은 Wilson, 같은 이미지의 변화는 Tango',
    unknown: '이 설정의 정확도는 알려져 있지 않습니다: 기록된 설정이 아니고 여기서 실행하지도 않았습니다.',
    flips: '틀리게 됨, 맞게 됨',
    p: 'McNemar 정확 검정 p',
  },
  cost: { title: '비용', caption: '이미지 한 장, 네트워크의 계획에서 정확히 계산', seAfter: '그중 SE' },
  time: { title: '시간', unmeasured: '밀리초는 재지 않았습니다.' },
  reproduce: {
    title: '재현하는 방법',
    link: 'SE Scope에서 이 설정:',
    files: '가벼워진 네트워크는 거기 “가벼워진 네트워크 가져가기”에서 safetensors, ONNX, PyTorch로 쓸 수 있고, 쓰기 전에 게이트를 건 네트워크와 비교합니다.',
    record: '기록된 설정은 프로젝트 저장소의 training/record.py에서 나옵니다.',
    engine: '이 페이지는 네트워크를 {{backend}}에서 실행했고, 검사 이미지에서 로짓이 {{reference}}와 최대 {{logits}} 다릅니다.',
    own: '이 네트워크를 쓴 페이지',
  },
  caveats: {
    title: '말하지 않는 것',
    retrained: '다시 학습하지 않았습니다. 그 블록 없이 학습한 네트워크는 대개 더 낫고, 블록을 뺀 뒤의 정확도로는 얼마나 나은지 잘 알 수 없습니다.',
    images: '이런 이미지에서 그렇다는 것입니다. 다른 데이터, 크기, 학습에서는 이 블록들이 더, 또는 덜 중요할 수 있습니다.',
    off: '꺼진 블록은 평균 게이트 대신 1을 곱하므로, 잃은 것의 일부는 블록이 알던 것이 아니라 맞지 않게 된 크기입니다.',
    looked: '이 설정을 같은 이미지에서 잘한다는 이유로 골랐다면 구간이 너무 후합니다. SE Scope의 블록 빼기 화면은 고를 때와 다른 이미지에서 검사합니다.',
  },
};

export const lighterProblems: Translated<typeof englishProblems> = {
  lighter: {
    edited: '{{block}}에서 작동 중인 게이트의 채널 몇 개가 바뀌었는데, 이것을 담을 수 있는 파일이 없습니다. 블록을 고정하거나 채널을 되돌린 뒤 가져가세요.',
    half: '{{name}} 백엔드는 여기서 반정밀도로 계산해 기준 출력에는 너무 거칩니다. 위쪽에서 wasm을 고른 뒤 가져가세요.',
    differs: '가벼워진 네트워크의 로짓이 게이트를 건 네트워크와 {{difference}} 다릅니다(한도 {{limit}}). 그래서 넘겨주지 않습니다. 위쪽에서 다른 엔진을 고르고 다시 해 보세요.',
  },
};
