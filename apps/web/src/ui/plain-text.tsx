// A letter's text, shown safely: paragraphs, headings (`# `), lists (`- `, `1. `), https addresses. Everything else is what it is: text.
import type { ReactNode } from 'react';

export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; ordered: boolean; items: string[] };

const bullet = /^\s*(?:[-*・●]|(\d{1,2})[.．])\s*(?=\S)/;

/** Lines to blocks. A blank line ends a block. */
export function toBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let open = false;
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const last = blocks.at(-1);
    const heading = /^#{1,4}\s+(.+)$/.exec(line);
    const mark = bullet.exec(line);
    if (!line.trim()) open = false;
    else if (heading?.[1]) {
      blocks.push({ kind: 'heading', text: heading[1] });
      open = false;
    } else if (mark) {
      const item = line.slice(mark[0].length);
      const ordered = mark[1] !== undefined;
      if (open && last?.kind === 'list' && last.ordered === ordered) last.items.push(item);
      else blocks.push({ kind: 'list', ordered, items: [item] });
      open = true;
    } else {
      if (open && last?.kind === 'paragraph') last.text += `\n${line}`;
      else blocks.push({ kind: 'paragraph', text: line });
      open = true;
    }
  }
  return blocks;
}

const address = /(https:\/\/[A-Za-z0-9.-]+(?:\/[A-Za-z0-9._~:/?#@!$&*+,;=%-]*[A-Za-z0-9/_=-])?)/;

/** Only https, opened apart and told nothing. */
function withLinks(text: string): ReactNode[] {
  return text.split(address).map((piece, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity
      <a key={index} href={piece} target="_blank" rel="noopener noreferrer nofollow" className="link break-all">
        {piece}
      </a>
    ) : (
      piece
    ),
  );
}

export function PlainText({ text }: { text: string }) {
  return (
    <div className="flex flex-col gap-5 text-std-17N-170">
      {toBlocks(text).map((block, index) => {
        const key = `${index}${block.kind}`;
        if (block.kind === 'heading')
          return (
            <h3 key={key} className="mt-2 text-std-20B-150">
              {block.text}
            </h3>
          );
        if (block.kind === 'paragraph')
          return (
            <p key={key} className="whitespace-pre-line">
              {withLinks(block.text)}
            </p>
          );
        const List = block.ordered ? 'ol' : 'ul';
        return (
          <List key={key} className={`flex flex-col gap-1 pl-6 ${block.ordered ? 'list-decimal' : 'list-disc'}`}>
            {block.items.map((item) => (
              <li key={item}>{withLinks(item)}</li>
            ))}
          </List>
        );
      })}
    </div>
  );
}
