// Details on demand.
import type { ReactNode } from 'react';
import { Button as AriaButton, Disclosure as AriaDisclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { Icon } from './icon.tsx';

export function Disclosure({
  title,
  children,
  level = 3,
  quiet = false,
}: {
  title: ReactNode;
  children: ReactNode;
  level?: 2 | 3 | 4;
  /** In rows, where the details are an aside. */
  quiet?: boolean;
}) {
  return (
    <AriaDisclosure className="group">
      <Heading level={level}>
        <AriaButton
          slot="trigger"
          className={`flex w-full cursor-pointer items-center gap-2 rounded-8 text-left hover:underline ${
            quiet ? 'min-h-11 py-1 text-[0.9375rem] text-ink-soft' : 'min-h-11 py-2 text-std-16N-170 text-blue-900'
          }`}
        >
          <Icon name="down" className="size-5 transition-transform group-data-[expanded]:rotate-180" />
          <span>{title}</span>
        </AriaButton>
      </Heading>
      <DisclosurePanel>
        <div className="pb-2 pl-7 pt-1">{children}</div>
      </DisclosurePanel>
    </AriaDisclosure>
  );
}
