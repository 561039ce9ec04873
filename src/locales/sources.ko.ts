import type { sourceProblems as englishProblems, sources as english } from './sources.en';
import type { Translated } from './translated';

/** 이미지를 가져오는 곳과 보관하는 곳. */
export const sources: Translated<typeof english> = {
  ways: '이미지를 추가하는 다른 방법',
  folder: '폴더',
  address: '주소',
  camera: '카메라',
  dataset: '레이블 붙은 데이터',
  form: {
    label: '이미지 주소',
    placeholder: 'https://…',
    fetch: '가져오기',
    fetching: '{{host}}에서 가져오는 중',
    fetchingPart: '{{host}}에서 가져오는 중: {{percent}}',
    note: '이번 한 번만 쿠키 없이 그 사이트에 파일을 요청합니다. 사이트는 누군가 파일을 가져갔다는 것만 알 수 있습니다.',
    none: '이미지 주소가 아닙니다. 주소는 https:// 또는 http:// 로 시작합니다.',
  },
  labels: {
    offer_other: '이미지 {{count}}장이 클래스 이름의 폴더에 있습니다: {{names}}.',
    take: '그대로 레이블 지정',
    takeAll: '그대로 레이블 지정',
    leave: '아니요',
  },
  live: {
    title: '카메라',
    starting: '카메라를 기다리는 중입니다. 브라우저가 카메라 사용 여부를 물을 수 있습니다.',
    stop: '중지',
    still: '사진 찍기',
    stillName: '사진 {{n}}.png',
    name: '카메라',
    rate: '초당 {{rate}}회',
    note: '사진을 찍지 않는 한 아무것도 저장하지 않습니다.',
    waiting: '네트워크를 기다리는 중',
    picture: '카메라 화면',
  },
  keep: {
    kept_other: '이 기기에 보관됨: 이미지 {{count}}장, {{size}}',
    choices: '이 기기에 보관됨: 선택 사항, {{size}}',
    manage: '보기와 지우기',
  },
};

export const sourceProblems: Translated<typeof englishProblems> = {
  address: {
    missing: '{{host}}의 이 주소에는 파일이 없습니다. 주소를 확인하거나 다시 복사하세요.',
    status: '{{host}}에서 파일을 거부했습니다(상태 {{status}}). 그 사이트에서 이미지를 저장한 뒤 여기에 놓으세요.',
    blocked: '{{host}}이(가) 응답하지 않거나 다른 페이지가 이미지를 읽는 것을 허용하지 않습니다. 그 사이트에서 이미지를 저장한 뒤 여기에 놓으세요.',
    redirect: '{{host}}이(가) 다른 주소로 연결됩니다. 이미지를 탭에서 열고 최종 주소를 복사하세요.',
    tooLarge: '{{host}}의 파일이 {{limit}} MB보다 큽니다.',
    cut: '{{host}}에서 받은 파일이 중간에 끊겼습니다. 다시 시도하세요.',
    offline: '오프라인 상태입니다. 이 기기에 있는 이미지는 계속 사용할 수 있습니다.',
  },
  camera: {
    denied: '브라우저가 이 페이지의 카메라 사용을 허용하지 않습니다. 주소창 옆에서 허용한 뒤 다시 시도하세요.',
    none: '카메라를 찾지 못했습니다. 카메라를 연결한 뒤 다시 시도하세요.',
    busy: '카메라를 시작하지 못했습니다. 다른 프로그램이 사용 중일 수 있습니다.',
    ended: '카메라 연결이 끊어졌습니다. 다시 연결한 뒤 시작하세요.',
    insecure: '브라우저는 localhost 또는 https 페이지에서만 카메라를 제공합니다.',
  },
  keep: {
    full: '브라우저에 이미지를 보관할 공간이 없습니다. 모두 계속 동작하지만, 보관하지 못한 것은 새로고침하면 사라집니다.',
    forbidden: '비공개 창처럼 브라우저가 이 페이지의 저장을 허용하지 않습니다. 모두 동작하지만 새로고침하면 사라집니다.',
  },
};
