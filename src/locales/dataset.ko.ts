import type { datasetProblems as englishProblems } from './dataset.en';
import type { Translated } from './translated';

/** 레이블이 붙은 내 데이터. */
export const datasetProblems: Translated<typeof englishProblems> = {
  set: {
    none: '{{name}}: 여기서 읽을 수 있는 그림이 없습니다. JPEG, PNG, WebP, GIF, BMP, AVIF를 받습니다.',
    labels: '{{name}}: 그림에 레이블이 없습니다. 클래스 이름의 폴더에 나누어 넣거나, 레이블이 담긴 CSV나 JSON을 함께 두세요.',
    columns: '{{file}}: 파일 이름과 레이블 열이 없습니다(있는 것: {{found}}). 열 이름을 file과 label로 하세요.',
    tableLarge: '{{file}}: 레이블 표로는 너무 큽니다({{limit}}MB까지).',
    large: '{{name}}: {{megabytes}}MB입니다. 데이터의 그림은 {{limit}}MB까지입니다.',
    gzip: '{{file}}: gzip으로 압축되어 처음부터 차례로만 읽을 수 있습니다. 먼저 .tar로 푸세요(gunzip).',
    parquet: '{{file}}: parquet으로 읽을 수 없습니다. 손상되었거나 여기서 모르는 종류입니다({{detail}}).',
    parquetLarge: '{{file}}: 행 그룹 하나가 {{megabytes}}MB입니다. {{limit}}MB까지만 다룹니다. 더 작은 행 그룹으로 저장하세요.',
    parquetColumns: '{{file}}: 이미지 열과 레이블 열이 없습니다(있는 것: {{found}}). 열 이름을 image와 label로 하세요.',
    parquetRow: '{{file}}: {{row}}번 행에 이미지가 없습니다.',
  },
};
