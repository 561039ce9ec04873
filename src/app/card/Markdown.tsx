import { Table } from '@mantine/core';
import { marked, type Token, type Tokens } from 'marked';
import { createElement, Fragment, type ReactNode, useMemo } from 'react';

/** Only addresses that a browser opens as a page; nothing that runs. */
export function safeAddress(href: string): string | undefined {
  return /^(https?:\/\/|mailto:)/i.test(href) ? href : undefined;
}

/** Text as Markdown has it, `&lt;` and the like made plain. */
const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&#39;': "'" };
const plain = (text: string): string => text.replace(/&(?:lt|gt|amp|quot|#39);/g, (entity) => entities[entity]!);

/** Every entry of `tokens` as an element; HTML stays text, images become their words. */
function nodes(tokens: readonly Token[] = []): ReactNode[] {
  // A file's tokens never change places.
  return tokens.map((token, i) => <Fragment key={i}>{node(token)}</Fragment>); // oxlint-disable-line react/no-array-index-key
}

function node(token: Token): ReactNode {
  switch (token.type) {
    case 'space':
    case 'def':
      return null;
    case 'heading':
      // The dialog's own title is the first heading.
      return createElement(`h${Math.min(6, (token as Tokens.Heading).depth + 1)}`, null, ...nodes(token.tokens));
    case 'paragraph':
      return <p>{nodes(token.tokens)}</p>;
    case 'blockquote':
      return <blockquote>{nodes(token.tokens)}</blockquote>;
    case 'hr':
      return <hr />;
    case 'code':
      return (
        <pre>
          <code>{(token as Tokens.Code).text}</code>
        </pre>
      );
    case 'list':
      return list(token as Tokens.List);
    case 'table':
      return table(token as Tokens.Table);
    default:
      return inline(token);
  }
}

function inline(token: Token): ReactNode {
  switch (token.type) {
    case 'strong':
      return <strong>{nodes(token.tokens)}</strong>;
    case 'em':
      return <em>{nodes(token.tokens)}</em>;
    case 'del':
      return <del>{nodes(token.tokens)}</del>;
    case 'codespan':
      return <code>{(token as Tokens.Codespan).text}</code>;
    case 'br':
      return <br />;
    case 'link': {
      const href = safeAddress((token as Tokens.Link).href);
      return href ? (
        <a href={href} target="_blank" rel="noreferrer noopener">
          {nodes(token.tokens)}
        </a>
      ) : (
        <>{nodes(token.tokens)}</>
      );
    }
    case 'text':
      return token.tokens ? <>{nodes(token.tokens)}</> : plain((token as Tokens.Text).text);
    case 'escape':
    case 'image':
      return (token as Tokens.Escape).text;
    default:
      return token.raw;
  }
}

function list({ ordered, start, items }: Tokens.List): ReactNode {
  const entries = items.map((item, i) => <li key={i}>{nodes(item.tokens)}</li>); // oxlint-disable-line react/no-array-index-key
  return ordered ? <ol start={start === '' ? undefined : start}>{entries}</ol> : <ul>{entries}</ul>;
}

function table({ header, rows, align }: Tokens.Table): ReactNode {
  const style = (at: number) => ({ textAlign: align[at] ?? undefined });
  return (
    <Table.ScrollContainer minWidth={0}>
      <Table withTableBorder={false} verticalSpacing={3} className="number">
        <Table.Thead>
          <Table.Tr>
            {header.map(({ tokens }, i) => (
              <Table.Th key={i} style={style(i)}>{nodes(tokens)}</Table.Th> // oxlint-disable-line react/no-array-index-key
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((cells, r) => (
            <Table.Tr key={r}>{/* oxlint-disable-line react/no-array-index-key */}
              {cells.map(({ tokens }, i) => (
                <Table.Td key={i} style={style(i)}>{nodes(tokens)}</Table.Td> // oxlint-disable-line react/no-array-index-key
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** Markdown as elements of the page; nothing in it can run or load anything. */
export function Markdown({ text }: { text: string }) {
  return useMemo(() => <div className="card">{nodes(marked.lexer(text))}</div>, [text]);
}
