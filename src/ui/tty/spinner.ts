const frames = [...'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'];

export const spinnerFrame = (tick: number): string => frames[tick % frames.length] ?? '';
