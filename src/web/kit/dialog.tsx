import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Icon } from "./icon.tsx";

/**
 * One matter that must be settled or left: the page behind waits, Escape and the cross leave, and the keyboard comes
 * back to where it was.
 */
export function Dialog(props: {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  closeLabel: string;
  /** Wide enough for two texts side by side. */
  wide?: boolean;
  children: ReactNode;
}) {
  const { open, onClose, title, closeLabel, wide = false, children } = props;
  return (
    <ModalOverlay
      className="overlay"
      isOpen={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Modal className={wide ? "modal modal-wide" : "modal"}>
        <AriaDialog className="dialog">
          <div className="dialog-head">
            <Heading slot="title">{title}</Heading>
            <button
              type="button"
              className="btn btn-plain btn-icon"
              aria-label={closeLabel}
              onClick={onClose}
            >
              <Icon name="cross" />
            </button>
          </div>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
