"""kg reads news pages and builds a knowledge graph whose every edge has its sentence."""
