// Buttons and links that look like them. One primary action a screen; 44 px at least; what is not possible now is said, not hidden.
import type { ButtonHTMLAttributes } from 'react';
import { Icon, type IconName } from './icon.tsx';

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger';

const looks: Record<ButtonLook, string> = {
  primary: 'border border-transparent bg-blue-900 text-white hover:bg-blue-1000 active:bg-blue-1200',
  secondary: 'border border-blue-900 bg-white text-blue-900 hover:bg-blue-50 active:bg-blue-100',
  quiet: 'border border-transparent bg-transparent text-blue-900 hover:bg-blue-50 active:bg-blue-100',
  danger: 'border border-red-900 bg-white text-red-900 hover:bg-red-50 active:bg-red-100',
};

export const buttonClass = (look: ButtonLook = 'primary', small = false): string =>
  `inline-flex items-center justify-center gap-2 rounded-8 font-bold no-underline transition-colors cursor-pointer ${
    small ? 'min-h-11 px-3 text-[0.9375rem] leading-130' : 'min-h-12 px-5 text-base leading-130'
  } ${looks[look]} disabled:cursor-not-allowed disabled:border-transparent disabled:bg-solid-gray-100 disabled:text-solid-gray-600 aria-disabled:cursor-progress aria-disabled:bg-solid-gray-100 aria-disabled:text-solid-gray-600`;

export type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'disabled' | 'onClick'> & {
  look?: ButtonLook;
  small?: boolean;
  icon?: IconName;
  onPress?: () => void;
  isDisabled?: boolean;
  /** Busy: keeps its place and the focus, and does nothing when pressed again. */
  isPending?: boolean;
};

export function Button({
  look = 'primary',
  small = false,
  icon,
  onPress,
  isDisabled = false,
  isPending = false,
  type = 'button',
  children,
  ...props
}: ButtonProps) {
  return (
    <button
      {...props}
      type={type}
      disabled={isDisabled}
      {...(isPending && { 'aria-disabled': true })}
      onClick={(event) => {
        if (isPending) event.preventDefault();
        else onPress?.();
      }}
      className={buttonClass(look, small)}
    >
      {icon && <Icon name={icon} className="size-5" />}
      {children}
    </button>
  );
}

/** A button with an icon alone; `label` is its name. */
export function IconButton({ icon, label, onPress }: { icon: IconName; label: string; onPress: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onPress}
      className="inline-flex size-11 cursor-pointer items-center justify-center rounded-full text-solid-gray-800 hover:bg-solid-gray-50"
    >
      <Icon name={icon} />
    </button>
  );
}
