// Buttons and links that look like them. One primary action a screen; 44 px at least; what is not possible now is said, not hidden.
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { Icon, type IconName } from './icon.tsx';

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger';

const looks: Record<ButtonLook, string> = {
  primary: 'border border-transparent bg-blue-900 text-white hover:bg-blue-1000 data-[pressed]:bg-blue-1200',
  secondary: 'border border-blue-900 bg-white text-blue-900 hover:bg-blue-50 data-[pressed]:bg-blue-100',
  quiet: 'border border-transparent bg-transparent text-blue-900 hover:bg-blue-50 data-[pressed]:bg-blue-100',
  danger: 'border border-red-900 bg-white text-red-900 hover:bg-red-50 data-[pressed]:bg-red-100',
};

export const buttonClass = (look: ButtonLook = 'primary', small = false): string =>
  `inline-flex items-center justify-center gap-2 rounded-8 font-bold no-underline transition-colors cursor-pointer ${
    small ? 'min-h-11 px-3 text-[0.9375rem] leading-130' : 'min-h-12 px-5 text-base leading-130'
  } ${looks[look]} disabled:cursor-not-allowed disabled:border-transparent disabled:bg-solid-gray-100 disabled:text-solid-gray-600 aria-disabled:cursor-progress aria-disabled:bg-solid-gray-100 aria-disabled:text-solid-gray-600`;

export type ButtonProps = Omit<AriaButtonProps, 'className' | 'children'> & {
  look?: ButtonLook;
  small?: boolean;
  icon?: IconName;
  wide?: boolean;
  children: React.ReactNode;
};

export function Button({ look = 'primary', small = false, icon, wide = false, children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className={`${buttonClass(look, small)}${wide ? ' w-full' : ''}`}>
      {icon && <Icon name={icon} className="size-5" />}
      {children}
    </AriaButton>
  );
}

/** A button with an icon alone; `label` is its name. */
export function IconButton({ icon, label, ...props }: Omit<AriaButtonProps, 'className' | 'children'> & { icon: IconName; label: string }) {
  return (
    <AriaButton
      {...props}
      aria-label={label}
      className="inline-flex size-11 cursor-pointer items-center justify-center rounded-full text-solid-gray-800 hover:bg-solid-gray-50"
    >
      <Icon name={icon} />
    </AriaButton>
  );
}
