export type * from './architecture';
export type * from './engine';
export type * from './gate';
export type * from './manifest';
export type * from './plan';
export type * from './profile';
export type * from './record';
