// Applies the reader's choice of theme before anything is painted. It is a file because the policy forbids inline script.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch { /* storage is off: the system's theme applies */ }
