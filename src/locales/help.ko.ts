import type { help as english } from './help.en';
import type { Translated } from './translated';

export const help: Translated<typeof english> = {
  welcome: {
    title: '처음이신가요?',
    what: 'SE 블록은 이미지를 보고 층의 채널마다 0에서 1 사이의 게이트를 정합니다. 작은 그림 하나가 블록 하나입니다. 채널이 옆으로 늘어서고, 높이가 게이트이며, 선 하나가 클래스 하나입니다.',
    look: '<b>보기:</b> 앞쪽 블록은 모든 클래스에 비슷하고, 깊은 블록은 클래스마다 다르며, 마지막은 다시 평평해질 수 있습니다.',
    add: '<b>넣기:</b> 사진을 놓거나 예시를 누르면 그 게이트가 클래스 곡선 위에 그려집니다.',
    change: '<b>바꾸기:</b> 뒤쪽 블록을 고정하고 정확도를 얼마나 잃고 파라미터를 얼마나 줄이는지 보세요.',
    close: '알겠습니다',
  },
  keys: {
    button: '단축키',
    title: '단축키',
    where: { everywhere: '어디서나', charts: '초점이 있는 그림에서', compare: '비교 화면에서', block: '한 블록 화면에서' },
    open: '이 창 열기',
    undo: '게이트 변경 되돌리기, 다시 하기',
    paste: '복사한 그림 넣기',
    close: '열린 것 닫기',
    tab: '다음 단추나 그림으로',
    along: '채널이나 블록 하나씩 옆으로',
    jump: '십분의 일씩, 또는 끝으로',
    classes: '다른 클래스로(히트맵, 거리 행렬)',
    enter: '블록, 채널, 쌍 열기',
    brush: '채널 여러 개 고르기, Enter로 열기',
    follow: '다른 채널이나 다른 블록 따라가기',
  },
};
