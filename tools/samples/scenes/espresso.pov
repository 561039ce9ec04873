#include "common.inc"
camera { right x * image_width / image_height location <0, 5.2, -5> look_at <0.05, 0.35, 0> angle 36 }
Sun(<-6, 9, -4>, 1.1)
light_source { <6, 6, -3> rgb 0.25 shadowless }
plane { y, 0 Wood(<0.42, 0.24, 0.13>) }
#default { texture { pigment { rgb <0.93, 0.92, 0.9> } finish { specular 0.7 roughness 0.01 reflection 0.04 } } }
lathe { cubic_spline 8, <0, 0>, <0, 0.08>, <0.7, 0.08>, <0.85, 0.14>, <1.6, 0.36>, <1.66, 0.3>, <0.8, 0>, <0.6, 0> }
difference {
  lathe { cubic_spline 7, <0, 0.05>, <0.5, 0.12>, <0.62, 0.2>, <0.95, 0.75>, <1.02, 1.2>, <0, 1.2>, <0, 1.3> }
  lathe { cubic_spline 7, <0, 0.2>, <0.45, 0.2>, <0.55, 0.28>, <0.87, 0.78>, <0.94, 1.22>, <0, 1.3>, <0, 1.4> }
}
torus { 0.98, 0.04 translate y * 1.2 }
intersection { torus { 0.34, 0.075 rotate x * 90 } plane { -x, 0.1 } translate <1.1, 0.72, 0> rotate y * 25 }
cylinder { <0, 0.9, 0>, <0, 1.0, 0>, 0.905
  texture { pigment { spherical turbulence 0.35 scale 1.25 translate <0.1, 1, 0.05> color_map { [0 rgb <0.22, 0.09, 0.03>] [0.3 rgb <0.33, 0.15, 0.05>] [0.6 rgb <0.55, 0.3, 0.12>] [1 rgb <0.68, 0.42, 0.2>] } } normal { bumps 0.1 scale 0.05 } finish { specular 0.3 reflection 0.02 } } }
// a spoon on the saucer
union {
  sphere { 0, 1 scale <0.3, 0.05, 0.19> } 
  cylinder { <0.25, 0, 0>, <1.5, 0.06, 0>, 0.035 }
  texture { pigment { rgb 0.5 } finish { reflection 0.35 specular 0.8 roughness 0.01 } }
  rotate y * 35 translate <-0.9, 0.42, -1.25>
}
