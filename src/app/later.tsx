import { Component, type ComponentType, createElement, type FunctionComponent, lazy, type ReactNode, Suspense } from 'react';
import { laterSentences } from '../locales/i18n';
import { Missing } from './Missing';
import { reportProblem } from './report';

/** Where the code of a part doesn't arrive the person is told, in its place or in passing, and the rest of the page stays. */
class Part extends Component<{ children: ReactNode; inPlace: boolean }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch() {
    if (!this.props.inPlace) reportProblem({ code: 'data.part' });
  }

  override render() {
    if (this.state.failed) return this.props.inPlace && <Missing />;
    return <Suspense fallback={this.props.inPlace ? <div id="figure" aria-busy /> : null}>{this.props.children}</Suspense>;
  }
}

/** A component whose code, and the sentences that come later, are fetched when it is first shown, so that the page is there sooner; until then there is nothing in its place. `inPlace`: a whole view, whose absence is said where it would be; the link that skips to it always has its target. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>, { inPlace = false } = {}): FunctionComponent<Props> {
  const Loaded = lazy(async () => ({ default: (await Promise.all([load(), laterSentences()]))[0] })) as unknown as ComponentType<Props>;
  return function Later(props: Props) {
    return <Part inPlace={inPlace}>{createElement(Loaded, props)}</Part>;
  };
}
