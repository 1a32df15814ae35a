// How Teams draws Adaptive Cards, in numbers. Colours are CSS variables, so that a theme needs no new drawing.

const foreground = (name, plain = "--text") => ({
  default: { default: `var(${plain})`, subtle: `var(${name ? `--card-${name}-subtle` : "--text-3"})` },
  accent: { default: "var(--card-accent-text)", subtle: "var(--card-accent-text)" },
  good: { default: "var(--card-good-text)", subtle: "var(--card-good-text)" },
  warning: { default: "var(--card-warning-text)", subtle: "var(--card-warning-text)" },
  attention: { default: "var(--card-attention-text)", subtle: "var(--card-attention-text)" },
  dark: { default: "var(--text)", subtle: "var(--text-3)" },
  light: { default: "var(--text-3)", subtle: "var(--text-3)" },
});

const style = (name) => ({
  backgroundColor: name ? `var(--card-${name})` : "var(--card)",
  foregroundColors: foreground(name),
});

/** The host configuration, for `new AdaptiveCards.HostConfig(...)`. */
export const HOST_CONFIG = {
  fontFamily: "inherit",
  hostCapabilities: { capabilities: {} },
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
  lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 12 },
  separator: { lineThickness: 1, lineColor: "var(--stroke)" },
  imageSizes: { small: 32, medium: 52, large: 100 },
  supportsInteractivity: true,
  textBlock: { headingLevel: 3 },
  containerStyles: {
    default: style(),
    emphasis: style("emphasis"),
    good: style("good"),
    warning: style("warning"),
    attention: style("attention"),
    accent: style("accent"),
  },
  actions: {
    maxActions: 6,
    spacing: "large",
    buttonSpacing: 8,
    actionsOrientation: "horizontal",
    actionAlignment: "left",
    iconPlacement: "leftOfTitle",
    iconSize: 16,
    showCard: { actionMode: "inline", inlineTopMargin: 12 },
  },
  adaptiveCard: { allowCustomStyle: true },
  factSet: {
    title: { weight: "bolder", size: "default", wrap: true, maxWidth: 150 },
    value: { weight: "default", size: "default", wrap: true },
    spacing: 12,
  },
  inputs: {
    label: {
      inputSpacing: "small",
      requiredInputs: { weight: "bolder", suffix: " *", suffixColor: "attention" },
      optionalInputs: { weight: "bolder" },
    },
    errorMessage: { color: "attention", size: "small", spacing: "small" },
  },
};
