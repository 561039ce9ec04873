import { Component, type ComponentType, createElement, lazy, type ReactNode, Suspense } from 'react';
import i18next from 'i18next';
import { reportProblem } from './report';

/** Where the code of a part doesn't arrive the person is told, and the rest of the page stays. */
class Part extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch() {
    reportProblem({ code: 'data.network', values: { file: i18next.t('common.part') } });
  }

  override render() {
    return !this.state.failed && <Suspense fallback={null}>{this.props.children}</Suspense>;
  }
}

/** A component whose code is fetched when it is first shown, so that the page is there sooner; until then there is nothing in its place. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const Loaded = lazy(async () => ({ default: await load() })) as unknown as ComponentType<Props>;
  return function Later(props: Props) {
    return <Part>{createElement(Loaded, props)}</Part>;
  };
}
