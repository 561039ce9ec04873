import type { network as english, networkProblems as englishProblems } from './network.en';
import type { Translated } from './translated';

/** 다른 네트워크 열기: 앱에 있는 것, 또는 사용자가 가져온 것. */
export const network: Translated<typeof english> = {
  title: '네트워크',
  open: '내 네트워크 열기 …',
  dialog: '내 네트워크 열기',
  intro: '이 컴퓨터에서만 읽고 어디에도 보내지 않습니다. 이미 있는 이미지는 그대로 남아 새 네트워크로 다시 실행됩니다.',
  yours: '내 파일',
  files: '파일 고르기 …',
  folder: '폴더 고르기 …',
  drop: '또는 페이지 어디에나 끌어다 놓으세요:',
  accepts: {
    folder: 'training/ 이나 이 페이지가 만든 모델 폴더, 또는 그 zip;',
    weights: 'timm이나 torchvision의 이름을 쓰는 .safetensors 가중치. 어떤 네트워크인지는 이름과 모양에서 알아냅니다;',
    config: '함께 두면 쓰는 것: 입력 크기를 알려 주는 Hugging Face hub의 config.json, 클래스 이름이 담긴 .txt나 .json, PyTorch와 비교할 golden.safetensors.',
  },
  pickle: '.pth나 .pt 파일은 열 때 코드를 실행할 수 있어 여기서는 열지 않습니다. Python 한 줄로 .safetensors로 바꿀 수 있습니다:',
  golden: '이 페이지를 PyTorch와 비교하는 golden.safetensors를 timm으로 만들기:',
  copy: '복사',
  copied: '복사했습니다',
  opening: '{{name}} 여는 중',
  looksLike: '{{name}} 같습니다. 클래스 {{count}}개.',
  looksUnknown: '블록 {{blocks}}개 가운데 {{se}}개에 SE가 있고 클래스가 {{count}}개인 residual 네트워크입니다. 알려진 것 중 똑같은 것은 없습니다.',
  assumed: 'stride와 pooling, 입력 크기는 이름과 모양으로 알 수 없습니다(config.json이 없으면 {{size}} px로 봅니다).',
  taken: '이것으로 보았습니다',
  takenNote: '이름과 모양은 이들 모두와 맞고, stride와 pooling의 자리가 다릅니다.',
  unchecked: 'PyTorch와 비교하지 않음',
  lacks: '이 네트워크는 프로필 없이 왔습니다. 클래스 곡선도 정확도도 없지만, 내 이미지에서 블록들이 무엇을 하는지는 볼 수 있습니다.',
  noSe: '이 네트워크에는 SE 블록이 없어 그릴 excitation이 없습니다. 예측, 파라미터, 연산량은 그대로 볼 수 있습니다.',
  openDefault: '{{name}} 열기',
  ownSubtitle_other: '내 이미지 {{count}}장의 평균, 채널은 그 순서로; 다섯 장부터 10–90 백분위수',
  mean: '내 이미지 평균',
  at: '채널 {{channel}}: 내 이미지 평균 {{mean}}, 고른 이미지 {{image}}.',
  profile: '임시 프로필 만들기',
  profileNote: '내 이미지로, 레이블이 없으면 예측된 클래스로 묶습니다. 고정된 블록은 그 평균을 씁니다.',
  profileNeeds: '두 클래스에 이미지가 두 장씩 있어야 합니다.',
  provisional: '임시: 내 {{images}}뿐이며, 레이블이 없으면 예측된 클래스로 묶었습니다. 이미지가 한 장인 클래스는 뺐습니다.',
  images_other: '이미지 {{count}}장',
  classes_other: '클래스 {{count}}개',
  names: '클래스 이름 붙이기 …',
  named: '클래스에 이름을 붙였습니다.',
};

export const networkProblems: Translated<typeof englishProblems> = {
  network: {
    pickle: '{{file}}은(는) 열 때 코드를 실행할 수 있는 PyTorch 형식입니다. 먼저 .safetensors로 바꾸세요. “내 네트워크 열기”에 Python 한 줄이 있습니다.',
    none: '이 파일들 중에는 네트워크가 없습니다: {{files}}. .safetensors 파일이나, model.json이 든 폴더 또는 zip이 필요합니다.',
    several: '네트워크가 둘 있습니다: {{first}}, {{second}}. 하나만 고르세요.',
    unknown: '여기서 아는 네트워크의 가중치가 아닙니다. timm이나 torchvision 이름을 쓰는 residual 네트워크라면 있어야 할 {{tensor}}이(가) 없습니다.',
  },
  archive: {
    broken: '{{file}}: 압축 파일로 읽을 수 없습니다. 손상되었거나 잘렸으니 다시 받으세요.',
    encrypted: '{{file}}: 암호가 걸려 있습니다. 압축을 푼 뒤 그 안의 파일을 고르세요.',
    path: '{{file}}: 밖으로 나가는 경로({{path}})가 들어 있어 읽지 않습니다. 정상적인 압축 파일에는 없는 것입니다.',
    bomb: '{{file}}: 파일들이 서로 겹쳐 있어 읽지 않습니다. 함정으로 만든 파일에만 있는 일입니다.',
    method: '{{file}}: {{path}}의 압축 방식({{method}})은 여기서 읽지 못합니다. 보통의 zip으로 다시 압축하세요.',
    tooMany: '{{file}}: 파일이 {{count}}개입니다. {{limit}}개까지만 읽습니다.',
  },
  classes: {
    form: '{{file}}에 클래스 이름이 없습니다. 한 줄에 하나씩, 또는 목록이나 번호별 객체인 JSON이어야 합니다.',
    count: '{{file}}에는 클래스 {{found}}개가 있지만 이 네트워크의 클래스는 {{expected}}개입니다.',
  },
};
