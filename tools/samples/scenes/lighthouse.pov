#include "common.inc"
#include "functions.inc"
camera { right x * image_width / image_height location <0, 2.2, -11> look_at <0, 3.2, 0> angle 42 }
Sun(<-30, 40, -30>, 1.2)
BlueSky()
plane { y, -0.4 Water(<0.08, 0.22, 0.35>) }
#declare White = texture { pigment { rgb <0.93, 0.92, 0.9> } normal { bumps 0.1 scale 0.1 } }
#declare Red = texture { pigment { rgb <0.65, 0.08, 0.06> } }
#declare Dark = texture { pigment { rgb 0.08 } finish { specular 0.3 } }
isosurface { function { y - 0.6 + 0.22 * (x*x / 9 + z*z / 4) - 0.5 * f_noise3d(x * 1.3, y * 1.3, z * 1.3) }
  max_gradient 4 contained_by { box { <-7, -1, -4>, <7, 1.6, 4> } }
  texture { pigment { granite scale 2 color_map { [0 rgb <0.2, 0.18, 0.16>] [1 rgb <0.5, 0.46, 0.4>] } } normal { granite 0.5 } } }
union {
  cone { <0, 0, 0>, 0.85, <0, 5, 0>, 0.5 texture { gradient y texture_map { [0.33 White] [0.33 Red] [0.66 Red] [0.66 White] } scale 3.0 translate y * 0.5 } }
  cylinder { <0, 5, 0>, <0, 5.12, 0>, 0.75 texture { Dark } }
  torus { 0.7, 0.025 translate y * 5.4 texture { Dark } }
  #for (I, 0, 15) cylinder { <0.7, 5.1, 0>, <0.7, 5.4, 0>, 0.018 rotate y * I * 22.5 texture { Dark } } #end
  cylinder { <0, 5.1, 0>, <0, 5.75, 0>, 0.38 pigment { rgb <1, 0.95, 0.7> } finish { ambient 0.5 specular 0.5 } }
  #for (I, 0, 7) cylinder { <0.38, 5.1, 0>, <0.38, 5.75, 0>, 0.025 rotate y * I * 45 texture { Dark } } #end
  cone { <0, 5.75, 0>, 0.52, <0, 6.2, 0>, 0.04 texture { Red } }
  sphere { <0, 6.22, 0>, 0.07 texture { Red } }
  box { <-0.12, 1.9, -0.78>, <0.12, 2.3, -0.5> texture { Dark } } box { <-0.11, 3.4, -0.68>, <0.11, 3.75, -0.4> texture { Dark } }
  box { <-0.2, 0.4, -0.9>, <0.2, 1.1, -0.5> texture { Dark } }
  translate <-0.4, 0.5, 0>
}
// the keeper's house
union {
  box { <0.9, 0.4, -0.5>, <2.6, 1.3, 0.6> texture { White } }
  intersection { box { <0.8, 1.3, -0.6>, <2.7, 2, 0.7> } plane { <0, 1, -1>, 0 translate <0, 1.9, 0.05> } plane { <0, 1, 1>, 0 translate <0, 1.9, 0.05> } texture { Red } }
  box { <1.2, 0.7, -0.52>, <1.5, 1.05, -0.4> texture { Dark } } box { <2.0, 0.7, -0.52>, <2.3, 1.05, -0.4> texture { Dark } }
}
